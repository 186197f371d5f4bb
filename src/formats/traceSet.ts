import { isObject } from './json/isObject.ts';

/** Several files that are one trace: a manifest, `*.reptrace-set.json`. Its JSON schema stands in media/reptrace-set.schema.json. */
export interface TraceSet {
	format?: string;
	files: { path: string; node?: string; clockOffset?: number }[];
	maps: Record<string, Record<string, string>>;
	settings: Record<string, unknown>;
}

/** More is no manifest, in bytes. */
export const MAX_SET_BYTES = 16 << 20;

const SET_NAME = /\.reptrace-set\.json$/;

/** Whether a file of this name is a manifest. */
export function isSetName(name: string): boolean {
	return SET_NAME.test(name);
}

/** Reads a manifest. @throws Error with what is wrong with it, in words */
export function readSet(text: string): TraceSet {
	const set = JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
	if (!isObject(set)) throw new Error('the manifest is no JSON object');
	const { files, format, maps = {}, settings = {} } = set;
	if (!Array.isArray(files) || files.length === 0) throw new Error('the manifest lists no files');
	if (format !== undefined && typeof format !== 'string') throw new Error('"format" is no text');
	if (!isObject(maps) || !Object.values(maps).every(isTextMap))
		throw new Error('"maps" is to hold objects of texts');
	if (!isObject(settings)) throw new Error('"settings" is no object');
	return {
		format: format as string | undefined,
		files: files.map(fileOf),
		maps: maps as TraceSet['maps'],
		settings,
	};
}

function fileOf(file: unknown): TraceSet['files'][number] {
	if (typeof file === 'string') return { path: file };
	if (!isObject(file) || typeof file.path !== 'string')
		throw new Error('a file of the manifest has no "path"');
	const { path, node, clockOffset } = file;
	if (node !== undefined && typeof node !== 'string') throw new Error(`the "node" of ${path} is no text`);
	if (clockOffset !== undefined && !Number.isFinite(clockOffset))
		throw new Error(`the "clockOffset" of ${path} is no number`);
	return { path, node: node as string | undefined, clockOffset: clockOffset as number | undefined };
}

function isTextMap(value: unknown): boolean {
	return isObject(value) && Object.values(value).every((text) => typeof text === 'string');
}
