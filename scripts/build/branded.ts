import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import manifest from '../../package.json' with { type: 'json' };

const iconTypes: unknown[] = [3, 14];

/**
 * node.exe under our own name, for the file's properties, the task manager and whoever judges programs by them: without
 * Node's icon, and without its signature, which doesn't fit what is made of it.
 */
export function branded(node: Buffer): Buffer {
  const program = NtExecutable.from(node, { ignoreCert: true });
  const resources = NtExecutableResource.from(program);
  resources.entries = resources.entries.filter(({ type }) => !iconTypes.includes(type));
  const [info] = Resource.VersionInfo.fromEntries(resources.entries);
  if (!info) throw new Error('node.exe has no version resource to replace.');
  info.setFileVersion(`${manifest.version}.0`);
  info.setProductVersion(`${manifest.version}.0`);
  for (const language of info.getAllLanguagesForStringValues()) {
    info.setStringValues(language, {
      CompanyName: 'The TeamsSplitTunnel authors',
      ProductName: 'TeamsSplitTunnel',
      FileDescription: manifest.description,
      FileVersion: manifest.version,
      ProductVersion: manifest.version,
      InternalName: manifest.name,
      OriginalFilename: `${manifest.name}.exe`,
      LegalCopyright: `${manifest.license} licence. Contains Node.js ${process.versions.node}.`,
    });
  }
  info.outputToResourceEntries(resources.entries);
  resources.outputResource(program);
  return Buffer.from(program.generate());
}
