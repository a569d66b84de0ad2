import { open, readFile } from 'node:fs/promises';

/**
 * Variables of the environment that Node obeys before our first line of script, though no option overrules them: they
 * name files to read, folders to make, or keep the program from running at all. docs/decisions/0002 has the measurements.
 */
const ignoredVariables = [
  'ICU_TIMEZONE_FILES_DIR',
  'NODE_COMPILE_CACHE',
  'NODE_DEBUG_NATIVE',
  'NODE_EXTRA_CA_CERTS',
  'NODE_ICU_DATA',
  'NODE_REDIRECT_WARNINGS',
  'NODE_REPL_EXTERNAL_MODULE',
  'NODE_V8_COVERAGE',
];

/**
 * Makes an executable deaf to those variables: their names in it become empty, and no variable has an empty name.
 * @throws Error where a name isn't found exactly once, as with a Node that nobody has looked at yet
 */
export async function deafen(executable: string): Promise<void> {
  const bytes = await readFile(executable);
  const places = ignoredVariables.map((variable) => onlyPlace(bytes, variable));
  const file = await open(executable, 'r+');
  try {
    for (const place of places) await file.write(Buffer.of(0), 0, 1, place);
  } finally {
    await file.close();
  }
}

function onlyPlace(bytes: Buffer, variable: string): number {
  const literal = Buffer.from(`\0${variable}\0`, 'latin1');
  const places: number[] = [];
  for (let at = bytes.indexOf(literal); at >= 0; at = bytes.indexOf(literal, at + 1)) {
    // V8's snapshot holds the same names as its own strings, behind their length.
    if (bytes.readUInt32LE(at - 3) !== variable.length) places.push(at + 1);
  }
  if (places.length !== 1) throw new Error(`Node holds the name ${variable} ${places.length} times, not once.`);
  return places[0]!;
}
