/** A point in time of a log. */
export interface LogTime {
	/** Microseconds since the Unix epoch. A double holds them exactly until the year 2255. */
	readonly at: number;
	/** How long the last digit stands for, in microseconds: 1,000,000 where the log has whole seconds. */
	readonly unit: number;
}

const STAMP =
	/(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))? ?(Z|[A-Z][A-Za-z]{1,5}|[+-]\d\d(?::?\d\d)?(?::?\d\d)?)?/;

/** What PostgreSQL's default zone abbreviations stand for, in minutes east of Greenwich; those that mean one zone only. */
const ZONES: Readonly<Record<string, number>> = {
	...{
		UTC: 0,
		GMT: 0,
		Z: 0,
		UCT: 0,
		WET: 0,
		WEST: 60,
		BST: 60,
		CET: 60,
		CEST: 120,
		EET: 120,
		EEST: 180,
		MSK: 180,
	},
	...{
		EST: -300,
		EDT: -240,
		CST: -360,
		CDT: -300,
		MST: -420,
		MDT: -360,
		PST: -480,
		PDT: -420,
		AKST: -540,
		AKDT: -480,
	},
	...{
		HST: -600,
		JST: 540,
		KST: 540,
		HKT: 480,
		SGT: 480,
		AWST: 480,
		AEST: 600,
		AEDT: 660,
		ACST: 570,
		ACDT: 630,
	},
	...{ NZST: 720, NZDT: 780, SAST: 120, WIB: 420, PKT: 300, NST: -210, NDT: -150, AST: -240, ADT: -180 },
};

/**
 * The first time stamp in a text; null where there is none, or none whose zone is known.
 *
 * @param zones minutes east of Greenwich by abbreviation, before those that PostgreSQL's own default set means
 * @param zone what a stamp without any zone is in, in minutes; null: it cannot be read
 */
export function readStamp(
	text: string,
	zones: Readonly<Record<string, number>> = {},
	zone: number | null = null,
): LogTime | null {
	const match = STAMP.exec(text);
	if (match === null) return null;
	const [, year, month, day, hour, minute, second, fraction, name] = match;
	const minutes = name === undefined ? zone : zoneMinutes(name, zones);
	if (minutes === null) return null;
	const whole = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour),
		Number(minute),
		Number(second),
	);
	const micros = fraction === undefined ? 0 : Number(fraction.padEnd(6, '0'));
	return {
		at: (whole - minutes * 60_000) * 1000 + micros,
		unit: fraction === undefined ? 1_000_000 : fraction.length <= 3 ? 1000 : 1,
	};
}

/** Minutes east of Greenwich of `+02`, `-03:30` or an abbreviation; null where that is not known. */
export function zoneMinutes(name: string, zones: Readonly<Record<string, number>> = {}): number | null {
	const offset = /^([+-])(\d\d):?(\d\d)?/.exec(name);
	if (offset !== null) {
		const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
		return offset[1] === '-' ? -minutes : minutes;
	}
	return zones[name] ?? ZONES[name] ?? null;
}

/** The line's time, from whatever stands before its severity: `%t`, `%m`, or `%n` (seconds since the epoch). */
export function prefixTime(prefix: string, zones: Readonly<Record<string, number>>): LogTime | null {
	const stamp = readStamp(prefix, zones);
	if (stamp !== null) return stamp;
	const epoch = /(?:^|[^\d.])(\d{10})\.(\d{3})(?!\d)/.exec(prefix);
	return epoch === null ? null : { at: Number(epoch[1]) * 1_000_000 + Number(epoch[2]) * 1000, unit: 1000 };
}
