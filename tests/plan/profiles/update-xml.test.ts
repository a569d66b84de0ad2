import assert from 'node:assert/strict';
import fc from 'fast-check';
import { added, assertInserted, encoded, encodings, removed, updateBytes } from './updating.ts';
import { told } from './reading.ts';

const wanted = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];
const outdated = ['13.107.64.0/18', '52.120.0.0/14', '2603:1063::/39', '13.107.60.1/32'];
const others = ['10.0.0.0/8', '40.96.0.0/13', '13.107.0.0/16'];

interface Layout {
  readonly lineEnd: string;
  readonly step: string;
  readonly isCompact: boolean;
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  lineEnd: fc.constantFrom('\n', '\r\n'),
  step: fc.constantFrom('  ', '\t', '    ', ''),
  isCompact: fc.boolean(),
});

/** A child of the root element: its text, and what should be left of it. */
interface Child {
  readonly text: string;
  readonly left: string;
}

/** A comment's or a text's content, with what could be taken for markup. */
const content = fc.constantFrom(
  '',
  ' f\u00fcr Teams ',
  '<Route><Address>52.112.0.0</Address>',
  ' a > b & c ',
  '</VPNProfile>',
  '\u{1f600} ]]>',
);
const comment = content.map((text) => `<!--${text}-->`);

function routeOf(cidr: string, inner: string): string {
  const [address, length] = cidr.split('/');
  const parts = [
    `<Address>${address}</Address>`,
    `<PrefixSize>${length}</PrefixSize>`,
    '<ExclusionRoute>true</ExclusionRoute>',
  ];
  return `<Route>${parts.map((part) => inner + part).join('')}${inner.replace(/[ \t]*$/, '')}</Route>`;
}

const kept = (text: string): Child => ({ text, left: text });

function children(inner: string): fc.Arbitrary<Child> {
  return fc.oneof(
    comment.map(kept),
    fc
      .constantFrom(
        '<?pi <Route>?>',
        '<AlwaysOn>true</AlwaysOn>',
        '<DnsSuffix/>',
        '<Proxy a="<b>" b=\'/>\'/>'.replace(/</g, '&lt;').replace('&lt;Proxy', '<Proxy'),
      )
      .map(kept),
    fc
      .constant(
        `<NativeProfile><Authentication><Eap><Configuration><EapHostConfig xmlns="u"><Route/><![CDATA[<Route>]]>\n \t</EapHostConfig></Configuration></Eap></Authentication><RoutingPolicyType>ForceTunnel</RoutingPolicyType></NativeProfile>`,
      )
      .map(kept),
    fc.constantFrom(...wanted, ...others).map((cidr) => kept(routeOf(cidr, inner))),
    fc.constantFrom(...outdated).map((cidr) => ({ text: routeOf(cidr, inner), left: '' })),
    fc
      .tuple(fc.constantFrom(...outdated), comment)
      .map(([cidr, after]) => ({ text: `${routeOf(cidr, inner)} ${after}`, left: ` ${after}` })),
    fc.constant(kept('<Route><Address>10.9.0.0</Address><PrefixSize>16</PrefixSize></Route>')),
  );
}

const profiles = layouts.chain((layout) => {
  const { lineEnd, step, isCompact } = layout;
  const inner = isCompact ? '' : lineEnd + step + step;
  return fc
    .record({
      head: fc.constantFrom('', '<?xml version="1.0"?>', '<!-- x -->'),
      items: fc.array(children(inner), { maxLength: 9 }),
      tail: fc.constantFrom('', lineEnd, '<!-- end -->'),
    })
    .map(({ head, items, tail }) => {
      const start = isCompact ? '' : lineEnd + step;
      const around = (texts: string[]) =>
        `${head}<VPNProfile>${texts.join('')}${isCompact ? '' : lineEnd}</VPNProfile>${tail}`;
      return {
        text: around(items.map(({ text }) => start + text)),
        base: around(items.flatMap(({ left }) => (left === '' ? [] : [start + left]))),
      };
    });
});

describe('the update of a ProfileXML', () => {
  it('adds what is missing, drops what is outdated, and leaves every other byte, in any valid file', async () => {
    await fc.assert(
      fc.asyncProperty(profiles, fc.constantFrom(...encodings), async ({ text, base }, encoding) => {
        const file = encoded(text, encoding);
        const first = await updateBytes(file);
        const result = first.updated.text;
        assert.deepEqual(first.bytes, encoded(result, encoding), 'the encoding and its mark');
        const markup = added(first.updated)
          .map((cidr) => routeOf(cidr, ''))
          .join('');
        assertInserted(result, base, markup);
        const { local } = await told(result);
        assert.deepEqual(
          wanted.filter((cidr) => !local.includes(cidr)),
          [],
        );
        assert.deepEqual(
          outdated.filter((cidr) => local.includes(cidr)),
          [],
        );
        const second = await updateBytes(first.bytes);
        assert.deepEqual(second.bytes, first.bytes, 'a second run changes nothing');
        assert.deepEqual([second.updated.added, second.updated.removed], [[], []]);
      }),
      { numRuns: 400 },
    );
  });

  it('has the layout of its neighbours', async () => {
    const text =
      '<VPNProfile>\r\n\t<NativeProfile>\r\n\t\t<RoutingPolicyType>ForceTunnel</RoutingPolicyType>\r\n\t</NativeProfile>\r\n</VPNProfile>';
    const { updated } = await updateBytes(Buffer.from(text));
    const route = (address: string, length: number) =>
      `\t<Route>\r\n\t\t<Address>${address}</Address>\r\n\t\t<PrefixSize>${length}</PrefixSize>\r\n\t\t<ExclusionRoute>true</ExclusionRoute>\r\n\t</Route>\r\n`;
    assert.equal(
      updated.text,
      text.replace(
        '</VPNProfile>',
        route('52.112.0.0', 14) + route('52.122.0.0', 15) + route('2603:1063::', 38) + '</VPNProfile>',
      ),
    );
  });

  it('goes after the last route, and takes away whole lines', async () => {
    const routes = (...cidrs: string[]) => cidrs.map((cidr) => `\n  ${routeOf(cidr, '')}`).join('');
    const profile = (...cidrs: string[]) =>
      `<VPNProfile>\n  <NativeProfile/>${routes(...cidrs)}\n  <AlwaysOn>true</AlwaysOn>\n</VPNProfile>\n`;
    const { updated } = await updateBytes(Buffer.from(profile('52.112.0.0/14', '52.120.0.0/14', '10.0.0.0/8')));
    assert.equal(updated.text, profile('52.112.0.0/14', '10.0.0.0/8', '52.122.0.0/15', '2603:1063::/38'));
    assert.deepEqual(removed(updated), ['52.120.0.0/14']);
  });

  it('does not add what wider or narrower exclusions cover together', async () => {
    const { updated } = await updateBytes(
      Buffer.from(
        `<VPNProfile>${['52.112.0.0/15', '52.114.0.0/15', '52.122.0.0/15', '2603:1000::/24'].map((cidr) => routeOf(cidr, '')).join('')}</VPNProfile>`,
      ),
    );
    assert.deepEqual(added(updated), []);
  });

  it('warns of an included route that no exclusion beats', async () => {
    const text =
      '<VPNProfile><NativeProfile/>\n<Route><Address>52.113.0.0</Address><PrefixSize>16</PrefixSize></Route></VPNProfile>';
    assert.match(
      (await updateBytes(Buffer.from(text))).updated.notes.join(),
      /Line 2 sends 52.113.0.0\/16 into the tunnel/,
    );
  });
});

describe('the update of an Azure VPN profile', () => {
  const route = (cidr: string) =>
    `<route><destination>${cidr.split('/')[0]}</destination><mask>${cidr.split('/')[1]}</mask></route>`;
  const ipv4 = wanted.slice(0, 2);

  /** What a client's configuration can be, and what is left of it where the outdated routes are out. */
  const clients = fc.constantFrom('\n', '\r\n', '').chain((lineEnd) => {
    const at = (depth: number) => (lineEnd === '' ? '' : lineEnd + '  '.repeat(depth));
    const list = (name: string, cidrs: readonly string[]) =>
      `${at(2)}<${name}>${cidrs.map((cidr) => at(3) + route(cidr)).join('')}${at(2)}</${name}>`;
    const excluded = fc.subarray([...ipv4, ...outdated.filter((cidr) => !cidr.includes(':')), ...others]);
    const parts = fc.record({
      dns: fc.constantFrom('', `${at(2)}<dnsservers><dnsserver>10.0.0.4</dnsserver></dnsservers>`),
      exclude: fc.option(excluded, { nil: null }),
      include: fc.constantFrom('', list('includeroutes', ['10.0.0.0/8'])),
    });
    return parts.map(({ dns, exclude, include }) => {
      const whole = (cidrs: readonly string[] | null) =>
        `<AzVpnProfile xmlns="u">${at(1)}<!-- a -->${at(1)}<clientauth/>${at(1)}<clientconfig>${dns}${cidrs ? list('excluderoutes', cidrs) : ''}${include}${at(1)}</clientconfig>${at(1)}<name>C</name>${at(0)}</AzVpnProfile>`;
      return {
        text: whole(exclude),
        base: whole(exclude && exclude.filter((cidr) => !outdated.includes(cidr))),
        has: exclude !== null,
      };
    });
  });

  it('leaves every other byte, in any valid file', async () => {
    await fc.assert(
      fc.asyncProperty(clients, fc.constantFrom(...encodings), async ({ text, base, has }, encoding) => {
        const first = await updateBytes(encoded(text, encoding));
        const routes = added(first.updated).map(route).join('');
        assertInserted(
          first.updated.text,
          base,
          routes === '' || has ? routes : `<excluderoutes>${routes}</excluderoutes>`,
        );
        const { local } = await told(first.updated.text);
        assert.deepEqual(
          ipv4.filter((cidr) => !local.includes(cidr)),
          [],
        );
        assert.deepEqual((await updateBytes(first.bytes)).bytes, first.bytes);
      }),
      { numRuns: 300 },
    );
  });

  for (const [before, after] of [
    ['<clientconfig i:nil="true" />', '<clientconfig>$</clientconfig>'],
    ['<clientconfig i:nil="true"></clientconfig>', '<clientconfig>$</clientconfig>'],
    ['<clientconfig/>', '<clientconfig>$</clientconfig>'],
    ['<clientconfig a="1"><!-- x --></clientconfig>', '<clientconfig a="1"><!-- x -->$</clientconfig>'],
    ['', '<clientconfig>$</clientconfig>'],
  ])
    it(`fills ${before || 'a missing clientconfig'}`, async () => {
      const around = (client: string) =>
        `<AzVpnProfile xmlns:i="s"><clientauth/>${client}<name>C</name></AzVpnProfile>`;
      const { updated } = await updateBytes(Buffer.from(around(before)));
      assert.equal(
        updated.text,
        around(after.replace('$', `<excluderoutes>${ipv4.map(route).join('')}</excluderoutes>`)),
      );
    });

  it('has the layout of its neighbours', async () => {
    const around = (...lines: string[]) =>
      ['<AzVpnProfile>', '  <clientconfig>', ...lines, '  </clientconfig>', '</AzVpnProfile>', ''].join('\n');
    const lines = ipv4.flatMap((cidr) => {
      const [destination, mask] = cidr.split('/');
      return ['<route>', `  <destination>${destination}</destination>`, `  <mask>${mask}</mask>`, '</route>'].map(
        (line) => `      ${line}`,
      );
    });
    const filled = around('    <excluderoutes>', ...lines, '    </excluderoutes>');
    for (const empty of [
      ['    <excluderoutes>', '    </excluderoutes>'],
      ['    <excluderoutes></excluderoutes>'],
      ['    <excluderoutes/>'],
      [],
    ])
      assert.equal((await updateBytes(Buffer.from(around(...empty)))).updated.text, filled);
  });

  it('keeps its elements in the order of their names', async () => {
    const text = '<azvpnprofile><clientconfig><dnsservers/><includeroutes/></clientconfig></azvpnprofile>';
    assert.match(
      (await updateBytes(Buffer.from(text))).updated.text,
      /<dnsservers\/><excluderoutes>.*<\/excluderoutes><includeroutes\/>/,
    );
  });

  it('writes elements with the prefix of the root', async () => {
    const { updated } = await updateBytes(
      Buffer.from('<z:AzVpnProfile xmlns:z="u"><z:clientconfig/></z:AzVpnProfile>'),
    );
    assert.match(
      updated.text,
      /^<z:AzVpnProfile xmlns:z="u"><z:clientconfig><z:excluderoutes><z:route><z:destination>/,
    );
  });
});
