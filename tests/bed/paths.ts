import { resolve } from 'node:path';

/** The root of the checkout. */
export const checkout = resolve(import.meta.dirname, '../..');

/** Made by scripts/prepare-wine.sh, whose stamp this must name. */
export const wineChroot = '/var/cache/teams-split-tunnel/wine-1';
