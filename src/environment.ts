/**
 * Takes away what could make the runtime, or a process started by it, read or write a file of somebody else's choice:
 * this program runs as SYSTEM. Imported before anything else. What Node reads before its first line of script is
 * switched off in the executable itself (scripts/build/executable.ts).
 */
if (process.env.NODE_V8_COVERAGE !== undefined) process.getBuiltinModule('node:v8').stopCoverage();

const obeyed = ['NODE', 'OPENSSL', 'SSL'];

for (const name of Object.keys(process.env)) {
  if (obeyed.some((beginning) => name.toUpperCase().startsWith(beginning))) delete process.env[name];
}
