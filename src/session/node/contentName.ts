import type { Opened } from './opened.ts';

const SUFFIXES = { gzip: /\.(gz|gzip)$/i, zstd: /\.(zst|zstd)$/i };

/** The name of what is in a compressed file, as formats and nodes are told from it: `n1.reptrace` of `n1.reptrace.gz`. */
export function contentName({ name, compression }: Opened): string {
	return compression === null ? name : name.replace(SUFFIXES[compression], '');
}
