import type { ScriptFacts } from './host/protocol.ts';

/** Variables that PowerShell 6 and 7 set and Windows PowerShell 5.1 does not: there they are null, or an error in strict mode. */
const newVariables = new Set([
  'iswindows',
  'islinux',
  'ismacos',
  'iscoreclr',
  'psstyle',
  'enabledexperimentalfeatures',
  'psnativecommandargumentpassing',
  'psnativecommanduseerroractionpreference',
]);

/** What a self-contained remediation calls of Windows' own modules, https://learn.microsoft.com/powershell/module/nettcpip. */
const networkCmdlets: readonly (readonly [string, readonly string[]])[] = [
  ['netadapter\\get-netadapter', ['includehidden', 'erroraction']],
  ['nettcpip\\get-netipinterface', ['policystore', 'erroraction']],
  ['nettcpip\\get-netipaddress', ['policystore', 'erroraction']],
  ['nettcpip\\get-netroute', ['policystore', 'erroraction']],
  [
    'nettcpip\\new-netroute',
    ['destinationprefix', 'interfaceindex', 'nexthop', 'routemetric', 'policystore', 'erroraction'],
  ],
  [
    'nettcpip\\remove-netroute',
    ['destinationprefix', 'interfaceindex', 'nexthop', 'policystore', 'confirm', 'erroraction'],
  ],
  ['vpnclient\\get-vpnconnection', ['alluserconnection', 'erroraction']],
];

/** Cmdlets outside Microsoft.PowerShell.Core that scripts may call, with the parameters that 5.1 has. */
const otherCmdlets = new Map<string, readonly string[]>([
  ['convertfrom-json', ['inputobject']],
  ...networkCmdlets,
  // Windows' own module, https://learn.microsoft.com/powershell/module/netsecurity
  ['netsecurity\\new-netfirewallrule', []],
  ['netsecurity\\remove-netfirewallrule', ['name', 'policystore', 'erroraction']],
  ['netsecurity\\rename-netfirewallrule', ['name', 'newname', 'policystore', 'erroraction']],
  // https://learn.microsoft.com/powershell/module/scheduledtasks
  ['scheduledtasks\\register-scheduledtask', ['taskname', 'taskpath', 'xml', 'force', 'erroraction']],
  ['scheduledtasks\\get-scheduledtask', ['taskname', 'taskpath', 'erroraction']],
  ['scheduledtasks\\unregister-scheduledtask', ['taskname', 'taskpath', 'confirm', 'erroraction']],
]);

/**
 * Why a script would not run the same in Windows PowerShell 5.1 and in 7 with nothing but Microsoft.PowerShell.Core,
 * ConvertFrom-Json and the functions named; one line each, empty where it would.
 * @param ownCommands commands of the project that the script may call, besides those it defines itself
 */
export function objections(script: string, facts: ScriptFacts, ownCommands: readonly string[] = []): string[] {
  const own = new Set([...ownCommands, ...facts.functions].map((name) => name.toLowerCase()));
  return [
    ...facts.errors.map(({ line, message }) => `line ${line}: ${message}`),
    ...facts.newSyntax.map(({ line, what, text }) => `line ${line}: 5.1 has no ${what}: ${text}`),
    ...facts.missing.map(({ line, what, text }) => `line ${line}: 5.1 has no such ${what}: ${text}`),
    ...facts.variables
      .filter(({ name }) => newVariables.has(name.toLowerCase()))
      .map(({ line, name }) => `line ${line}: 5.1 does not set $${name}`),
    ...facts.commands.flatMap((command) => objectionsToCommand(command, own)),
    ...linesNotInAscii(script).map((line) => `line ${line}: not printable ASCII`),
  ];
}

function objectionsToCommand(
  { name, core, parameters, line }: ScriptFacts['commands'][number],
  own: Set<string>,
): string[] {
  if (name === null || core || own.has(name.toLowerCase())) return [];
  const known = otherCmdlets.get(name.toLowerCase());
  if (!known) return [`line ${line}: ${name} is not on the list of commands`];
  return parameters
    .filter((parameter) => !known.includes(parameter.toLowerCase()))
    .map((parameter) => `line ${line}: 5.1 has no ${name} -${parameter}`);
}

/** Anything else is read by 5.1 in the machine's own code page. */
function linesNotInAscii(script: string): number[] {
  return script.split('\n').flatMap((text, index) => (/^[\t\x20-\x7e]*$/.test(text) ? [] : [index + 1]));
}
