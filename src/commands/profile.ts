import { exclusionTargets } from '../contract/profile.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { Call, Command } from './command.ts';
import { observeOptions } from './machine-options.ts';
import { profileOptions } from './profile-options.ts';

export const command: Command = {
  summary: 'VPN profiles: judge one before its rollout, update it, or write the exclusions for it',
  positionals: 'check FILE... | update FILE... | exclusions',
  options: {
    ...observeOptions,
    ...profileOptions,
    typical: { type: 'boolean', help: 'check: judge on a typical machine instead of this one' },
    output: { type: 'string', value: 'FILE', help: 'update: where the new file goes; NAME.updated.EXT by default' },
    'in-place': { type: 'boolean', help: 'update: replace the file, and keep the old one as FILE.bak' },
    plan: { type: 'boolean', help: 'update: say what would change, and write nothing' },
    for: { type: 'string', value: 'TARGET', help: `exclusions: ${exclusionTargets.join(', ')}` },
  },
  run: profile,
};

async function profile(call: Call): Promise<ExitCode> {
  const [verb, ...files] = call.positionals;
  switch (verb) {
    case 'check':
      return (await import('./profile-check.ts')).check(call, files);
    case 'update':
      return (await import('./profile-update.ts')).update(call, files);
    case 'exclusions':
      return (await import('./profile-exclusions.ts')).exclusions(call, files);
    default: {
      const said = verb === undefined ? 'says nothing after it' : `has no ${JSON.stringify(verb.slice(0, 80))}`;
      throw new ToolError(
        'BadUsage',
        'InvalidArgument',
        `profile ${said}; there are check, update and exclusions. See --help.`,
      );
    }
  }
}
