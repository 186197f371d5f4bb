import { type GenerateOptions, toSettings } from './options.ts';
import { VALUE_KINDS } from './values.ts';

/** Beyond these a trace takes more than the memory or the patience of a machine; `time` is in milliseconds. */
const MOST = { events: 1e9, replicas: 1024, cells: 1e8, time: 1e9 };

const REPLICAS = 'There must be 1 to 1,024 replicas.';

/** What makes the options unusable, in one sentence; undefined where nothing does. */
export function problemWith(options: GenerateOptions): string | undefined {
	const { replicas } = options;
	if (typeof replicas === 'number' && !isCount(replicas, 1, MOST.replicas)) return REPLICAS;
	const given = toSettings(options);
	const ids = given.replicas.map((replica) => replica.id);
	const mostKeys = Math.floor(MOST.cells / Math.max(1, ids.length));
	const partitions = Array.isArray(given.partitions) ? given.partitions : [];
	const rules: [ok: boolean, problem: string][] = [
		[Number.isSafeInteger(given.seed), 'The seed must be a whole number.'],
		[
			isCount(given.events, 0, MOST.events),
			'The number of events must be a whole number up to 1,000,000,000.',
		],
		[isCount(ids.length, 1, MOST.replicas), REPLICAS],
		[new Set(ids).size === ids.length, 'Every replica needs an id of its own.'],
		[isCount(given.keys, 1, mostKeys), `There must be 1 to ${mostKeys} keys.`],
		[
			isDistribution(given),
			'The key distribution needs an exponent of at least 0, or hot keys and their share.',
		],
		[
			given.values.length > 0 && given.values.every((kind) => VALUE_KINDS.includes(kind)),
			`Values need at least one kind of ${VALUE_KINDS.join(', ')}.`,
		],
		[isRate(given.opsPerSecond), 'Operations per second must be from 0.001 to 1,000,000.'],
		[
			Object.values(given.mix).every(isTime),
			'Of writes, reads and deletes, none may be below 0 and one must be above.',
		],
		[given.mix.write + given.mix.read + given.mix.delete > 0, 'Some operation must have a share above 0.'],
		[isCount(given.clients, 1, 1e9), 'There must be at least one client.'],
		[isTime(given.thinkMs), 'The time to think must be 0 to 1,000,000,000 milliseconds.'],
		[Object.values(given.delay).every(isTime), 'Delays and their jitter must be 0 to 1,000,000,000.'],
		[isShare(given.loss) && isShare(given.duplication), 'Loss and duplication are shares from 0 to 1.'],
		[isCount(given.fanOut, 0, Number.POSITIVE_INFINITY), 'The fan-out must be a whole number.'],
		[isTime(given.antiEntropyMs), 'The anti-entropy interval must be 0 to 1,000,000,000 milliseconds.'],
		[isShare(given.resolve.probability), 'The probability of resolving is a share from 0 to 1.'],
		[isShare(given.contested) && isShare(given.race), 'Contested keys and races are shares from 0 to 1.'],
		[given.replicas.every(isClock), 'Skew and drift must be numbers, and a clock may not run backwards.'],
		[Number.isFinite(given.startMs), 'The start must be a time in milliseconds.'],
		[partitions.every((one) => one.startMs <= one.endMs), 'A partition must end after it starts.'],
		[
			partitions.every((one) => one.isolated.every((id) => ids.includes(id))),
			'A partition may isolate only replicas of the store.',
		],
		[
			Array.isArray(given.partitions) ||
				(isCount(given.partitions.count, 0, 1e6) && isTime(given.partitions.durationMs)),
			'Partitions need a count and a duration in milliseconds.',
		],
	];
	return rules.find(([ok]) => !ok)?.[1];
}

function isCount(value: number, least: number, most: number): boolean {
	return Number.isInteger(value) && value >= least && value <= most;
}

function isTime(value: number): boolean {
	return value >= 0 && value <= MOST.time;
}

function isRate(value: number): boolean {
	return value >= 0.001 && value <= 1e6;
}

function isShare(value: number): boolean {
	return value >= 0 && value <= 1;
}

function isClock({ skewMs, driftPpm }: { skewMs: number; driftPpm: number }): boolean {
	return Number.isFinite(skewMs) && Number.isFinite(driftPpm) && driftPpm > -1e6;
}

function isDistribution({ keyDistribution, keys }: ReturnType<typeof toSettings>): boolean {
	if (keyDistribution.type === 'zipf') return isTime(keyDistribution.exponent);
	if (keyDistribution.type === 'hot')
		return isCount(keyDistribution.keys, 1, keys) && isShare(keyDistribution.share);
	return keyDistribution.type === 'uniform';
}
