/** The records of a pcap file that tcpdump wrote here: little-endian, 24 bytes of header, 16 before each packet. */
function recordsOf(pcap: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 24; at < pcap.length; at += records.at(-1)!.length) {
    records.push(pcap.subarray(at, at + 16 + pcap.readUInt32LE(at + 8)));
  }
  return records;
}

/** The same packets, the last one first. */
export function backwards(pcap: Buffer): Buffer {
  return Buffer.concat([pcap.subarray(0, 24), ...recordsOf(pcap).reverse()]);
}

/** The same packets, the first one whose Ethernet frame has this IPv4 source before all others. */
export function beginningWith(source: string, pcap: Buffer): Buffer {
  const records = recordsOf(pcap);
  const first = records.findIndex((record) => [...record.subarray(16 + 26, 16 + 30)].join('.') === source);
  if (first < 0) throw new Error(`no packet came from ${source}`);
  return Buffer.concat([pcap.subarray(0, 24), ...records.splice(first, 1), ...records]);
}
