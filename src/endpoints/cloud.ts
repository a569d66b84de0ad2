import { clouds, type Cloud } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';

/**
 * The cloud of that name, in any case.
 * @throws ToolError `CloudUnknown`
 */
export function parseCloud(text: string): Cloud {
  const cloud = clouds.find((name) => name.toLowerCase() === text.toLowerCase());
  if (cloud) return cloud;
  throw new ToolError(
    'CloudUnknown',
    'InvalidArgument',
    `there is no cloud ${JSON.stringify(text.slice(0, 80))}; there are ${clouds.join(', ')}. GCC tenants use Worldwide.`,
    text,
  );
}
