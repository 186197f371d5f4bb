import { describe, expect, test } from 'vitest';
import { clocksOf } from '../../../src/analysis/clocks/clocks.ts';
import { generate } from '../../../src/generate/generate.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import { certificatesOf } from '../../../src/report/certificates/certificates.ts';
import type { Certificate } from '../../../src/report/certificates/model.ts';
import type { Shown } from '../../../src/report/shown.ts';
import { checkCertificate } from '../../../src/verify/check.ts';
import { shownOf } from '../../support/shown.ts';
import { vclockRun } from '../../support/vclock.ts';
import { mutantsOf } from './mutants.ts';

type Line = Record<string, unknown>;

const threeDatacenters = Buffer.concat([
	...generate({ ...PRESETS['three-datacenters'].options, events: 400 }),
])
	.toString()
	.trim()
	.split('\n');

/** The same with a clock that is set forward by a second half-way, and set back later on. */
const stepped = threeDatacenters.map((text, at) => {
	const line = JSON.parse(text) as Line;
	const own = line.op === 'sync' ? line.from : line.at;
	if (own === 'dc2' && at > 200 && at < 300) line.ts = (line.ts as number) + 1000;
	return line;
});

const brokenHlc = [
	{ op: 'write', at: 'A', key: 'k', value: 1, vv: { A: 1 }, ts: 100, hlc: { wall: 100, logical: 4 } },
	{ op: 'sync', from: 'A', to: 'B', ts: 101 },
	{ op: 'write', at: 'B', key: 'k', value: 2, vv: { A: 1, B: 1 }, ts: 250, hlc: { wall: 100, logical: 3 } },
	{ op: 'write', at: 'B', key: 'k', value: 3, vv: { A: 1, B: 2 }, ts: 260, hlc: { wall: 900, logical: 0 } },
];

const traces: [name: string, shown: Shown][] = [
	['three datacenters', shownOf(threeDatacenters)],
	['three datacenters, by messages', shownOf(threeDatacenters, 'derived')],
	['a stepped clock', shownOf(stepped)],
	['a real run', shownOf(vclockRun().lines)],
	['broken hybrid clocks', shownOf(brokenHlc)],
	['broken hybrid clocks, by messages', shownOf(brokenHlc, 'derived')],
];

/** As a file would hold it. */
function stored(certificate: Certificate): never {
	return JSON.parse(JSON.stringify(certificate)) as never;
}

describe.each(traces)('certificates of %s', (_, shown) => {
	const certificates = [...certificatesOf(shown)];

	test('are accepted, all of them', () => {
		expect(certificates.length).toBeGreaterThan(2);
		for (const certificate of certificates)
			expect(checkCertificate(shown.analysis.trace, stored(certificate))).toHaveProperty('accepted');
	});

	test('are refused when anything in them is changed', () => {
		const byKind = new Map(certificates.map((certificate) => [certificate.claim.kind, certificate]));
		let mutants = 0;
		for (const certificate of byKind.values()) {
			for (const mutant of mutantsOf(stored(certificate))) {
				mutants++;
				const verdict = checkCertificate(shown.analysis.trace, mutant);
				if ('accepted' in verdict) expect.fail(`accepted ${JSON.stringify(mutant)}`);
			}
		}
		expect(mutants).toBeGreaterThan(100);
	});
});

test('what lies further apart than numbers go has no certificate, and hides no other one', () => {
	const shown = shownOf([
		{ op: 'write', at: 'A', key: 'k', value: 1, vv: { A: 1 }, ts: 1e308 },
		{ op: 'write', at: 'A', key: 'k', value: 2, vv: { A: 2 }, ts: -1e308, hlc: { wall: 1e308, logical: 0 } },
		{ op: 'write', at: 'B', key: 'j', value: 1, vv: { B: 1 }, ts: 5 },
		{ op: 'write', at: 'B', key: 'j', value: 2, vv: { B: 2 }, ts: 3 },
	]);
	expect(clocksOf(shown.analysis)).toMatchObject({ backSteps: { length: 2 }, inversions: { count: 2 } });
	const certificates = [...certificatesOf(shown)].map((certificate): Certificate => stored(certificate));
	expect(certificates.map(({ claim }) => claim)).toEqual([
		{ kind: 'clocks-contradict', replicas: ['B'], byMs: 2 },
		{ kind: 'clock-back', clock: 'B', byMs: 2 },
		{ kind: 'causal-inversion', key: 'j', byMs: 2 },
	]);
	for (const certificate of certificates)
		expect(checkCertificate(shown.analysis.trace, certificate)).toHaveProperty('accepted');
});

test('there are certificates for every kind of claim', () => {
	const kinds = new Set(
		traces.flatMap(([, shown]) => [...certificatesOf(shown)].map(({ claim }) => claim.kind)),
	);
	expect([...kinds].sort()).toEqual([
		'causal-inversion',
		'clock-ahead',
		'clock-at-most',
		'clock-back',
		'clocks-contradict',
		'hlc-ahead',
		'hlc-order',
	]);
});

test('a certificate is worth nothing for another trace', () => {
	const [, shown] = traces[0];
	const [certificate] = certificatesOf(shown);
	const moved = shownOf(['', ...threeDatacenters]);
	expect(checkCertificate(moved.analysis.trace, stored(certificate as Certificate))).toHaveProperty(
		'refused',
	);
});

test('what a replica wrote one after the other contradicts its own clock by its vectors, not by its order', () => {
	const write = (counter: number, ts: number) => ({
		op: 'write',
		at: 'A',
		key: 'k',
		value: 1,
		vv: { A: counter },
		ts,
	});
	const shown = shownOf([write(1, 900), write(2, 100)]);
	const certificates = [...certificatesOf(shown)].map(stored) as Certificate[];
	const contradiction = certificates.find(({ claim }) => claim.kind === 'clocks-contradict') as Certificate;
	expect(contradiction.steps).toEqual([{ by: 'vectors', events: [0, 1] }]);
	const mutant = { ...contradiction, steps: [{ by: 'order', events: [0, 1] }] };
	expect(checkCertificate(shown.analysis.trace, mutant)).toHaveProperty('refused');
});
