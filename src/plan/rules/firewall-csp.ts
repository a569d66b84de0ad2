import type { BlockRule } from '../../contract/block-rule.ts';

type Node = readonly [path: string, format: 'chr' | 'int' | 'bool', data: string];

const root = './Vendor/MSFT/Firewall/MdmStore/FirewallRules';

/**
 * SyncML for the Firewall CSP. Its rules must be in an Atomic block: all or none. Replace makes a node too that is not there
 * yet, so the same document is sent again without an error.
 */
export function toFirewallCsp(rules: readonly BlockRule[]): string {
  const nodes = rules.flatMap((rule) =>
    nodesOf(rule).map(([path, ...rest]): Node => [`${root}/${nodeName(rule)}/${path}`, ...rest]),
  );
  return [
    '<SyncML xmlns="SYNCML:SYNCML1.2">',
    '  <SyncBody>',
    '    <Atomic>',
    '      <CmdID>1</CmdID>',
    ...nodes.flatMap((node, i) => replace(node, i + 2)),
    '    </Atomic>',
    '    <Final/>',
    '  </SyncBody>',
    '</SyncML>',
  ].join('\n');
}

/** The CSP asks for an alphanumeric name. */
function nodeName({ name }: BlockRule): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}

function nodesOf(rule: BlockRule): Node[] {
  return [
    ['Name', 'chr', rule.displayName],
    ['Direction', 'chr', 'OUT'],
    ['Action/Type', 'int', '0'],
    ['Protocol', 'int', '17'],
    ...(rule.remotePorts.length > 0 ? [['RemotePortRanges', 'chr', rule.remotePorts.join(',')] as const] : []),
    ['RemoteAddressRanges', 'chr', rule.remoteAddresses.join(',')],
    ['InterfaceTypes', 'chr', rule.interfaceType],
    ['Enabled', 'bool', 'true'],
  ];
}

function replace([path, format, data]: Node, id: number): string[] {
  return [
    '      <Replace>',
    `        <CmdID>${id}</CmdID>`,
    '        <Item>',
    `          <Target><LocURI>${escapeXml(path)}</LocURI></Target>`,
    `          <Meta><Format xmlns="syncml:metinf">${format}</Format></Meta>`,
    `          <Data>${escapeXml(data)}</Data>`,
    '        </Item>',
    '      </Replace>',
  ];
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
