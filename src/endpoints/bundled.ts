import type { Cloud, EndpointList } from '../contract/endpoints.ts';

type Document = Omit<EndpointList, 'source'>;

/** Each cloud's list is a module of its own, so that only the one asked for is parsed. */
const documents: Readonly<Record<Cloud, () => Promise<{ default: unknown }>>> = {
  Worldwide: () => import('./data/worldwide.json', { with: { type: 'json' } }),
  China: () => import('./data/china.json', { with: { type: 'json' } }),
  USGovGCCHigh: () => import('./data/usgovgcchigh.json', { with: { type: 'json' } }),
  USGovDoD: () => import('./data/usgovdod.json', { with: { type: 'json' } }),
};

/** The list that this version of the tool carries; data/README.md says where each comes from. */
export async function bundledList(cloud: Cloud): Promise<EndpointList> {
  const document = (await documents[cloud]()).default as Document;
  return { ...document, source: 'bundled' };
}
