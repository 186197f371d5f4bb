import type { FileVersion } from './versions.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Orders versions as Syncthing chooses among concurrent ones (WinsConflict): valid before invalid, the later modification time,
 * then the greater counter of the first device, in the order of their ids, that the vectors differ in. The winner comes last.
 *
 * @param deletesLose whether a tombstone loses to a file whatever its time, as up to 1.x
 */
export function compareVersions(a: FileVersion, b: FileVersion, deletesLose: boolean): number {
	const invalid = (version: FileVersion) => (version.entry.invalid === true ? 0 : 1);
	const deleted = (version: FileVersion) => (deletesLose && version.entry.deleted === true ? 0 : 1);
	return (
		invalid(a) - invalid(b) ||
		deleted(a) - deleted(b) ||
		compareTimes(a.entry.modified ?? '', b.entry.modified ?? '') ||
		compareCounters(a, b)
	);
}

/** RFC 3339 times with fractions of any length, which milliseconds cannot tell apart. */
export function compareTimes(a: string, b: string): number {
	const seconds = Math.floor(Date.parse(a) / 1000) - Math.floor(Date.parse(b) / 1000);
	if (seconds !== 0 && !Number.isNaN(seconds)) return seconds;
	const fraction = (text: string) => (/\.(\d+)/.exec(text)?.[1] ?? '').padEnd(9, '0');
	return fraction(a) < fraction(b) ? -1 : fraction(a) > fraction(b) ? 1 : 0;
}

/** Whether two such times are one: nodes write them in their own time zones. */
export function isSameTime(a: string | undefined, b: string | undefined): boolean {
	if (a === undefined || b === undefined) return false;
	return (
		a === b ||
		(Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000) && compareTimes(a, b) === 0)
	);
}

function compareCounters(a: FileVersion, b: FileVersion): number {
	const devices = [...new Set([...a.vector.keys(), ...b.vector.keys()])].sort(compareIds);
	for (const device of devices) {
		const difference = (a.vector.get(device) ?? 0) - (b.vector.get(device) ?? 0);
		if (difference !== 0) return difference;
	}
	return 0;
}

/** Device ids are numbers written in base 32. */
function compareIds(a: string, b: string): number {
	for (let i = 0; i < a.length; i++) {
		const difference = BASE32.indexOf(a[i] as string) - BASE32.indexOf(b[i] ?? '');
		if (difference !== 0) return difference;
	}
	return 0;
}
