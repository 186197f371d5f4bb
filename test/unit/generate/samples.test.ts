import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generate } from '../../../src/generate/generate.ts';
import type { GenerateOptions } from '../../../src/generate/options.ts';
import { PRESETS } from '../../../src/generate/presets.ts';
import { type NaiveReport, naiveReport } from '../../property/naive/index.ts';
import { parseNaive } from '../../property/naive/parse.ts';
import { happenedBefore, recordedVersions } from '../../property/naive/versions.ts';

function sample(name: string): string {
	return readFileSync(new URL(`../../traces/${name}.reptrace`, import.meta.url), 'utf8');
}

const reports = new Map<string, NaiveReport>();

/** Made once for all tests: the naive report on retail takes seconds. */
function report(name: string, causality: 'auto' | 'derived' = 'auto'): NaiveReport {
	const made = reports.get(`${name} ${causality}`);
	if (made !== undefined) return made;
	const fresh = naiveReport([{ name, text: sample(name) }], { causality });
	reports.set(`${name} ${causality}`, fresh);
	return fresh;
}

function outline({ conflicts }: NaiveReport) {
	return conflicts.map(({ key, versions, detected, resolvedBy }) => ({
		key,
		lines: versions.map((version) => version.line),
		detected: detected?.line,
		resolvedBy: resolvedBy.map((version) => version.line),
	}));
}

describe('the sample traces', () => {
	it.each(['status-conflict', 'shopping-cart', 'three-datacenters', 'retail'])(
		'%s is sound, and messages explain its vectors',
		(name) => {
			const recorded = report(name);
			const derived = report(name, 'derived');
			expect(recorded.trace.causality).toBe('recorded');
			expect(recorded.findings).toEqual([]);
			expect([derived.summary, derived.conflicts]).toEqual([recorded.summary, recorded.conflicts]);
		},
		60_000,
	);

	it('status-conflict has the smallest conflict', () => {
		expect(outline(report('status-conflict'))).toEqual([
			{ key: 'status', lines: [2, 3], detected: 4, resolvedBy: [] },
		]);
	});

	it('shopping-cart brings the milk back, then the cart that was paid, and leaves a conflict open', () => {
		expect(outline(report('shopping-cart'))).toEqual([
			{ key: 'cart:alice', lines: [7, 8], detected: 10, resolvedBy: [12] },
			{ key: 'cart:alice', lines: [19, 20], detected: 22, resolvedBy: [24] },
			{ key: 'cart:bob', lines: [27, 28], detected: 29, resolvedBy: [] },
		]);
	});

	it('three-datacenters has later writes that its fast clock beats', () => {
		const files = [{ name: '', text: sample('three-datacenters') }];
		const versions = recordedVersions(parseNaive(files).events);
		const beaten = versions.filter((w) =>
			versions.some((v) => v.key === w.key && happenedBefore(v, w) && v.event.ts! > w.event.ts!),
		);
		expect(beaten).toHaveLength(8);
		expect(new Set(beaten.map((version) => version.replica))).toEqual(new Set(['dc1', 'dc2']));
		const { summary, conflicts } = report('three-datacenters');
		expect(summary).toMatchObject({ conflicts: 5, conflictsOpen: 1 });
		// The fast clock is 200 ms ahead: its write came first, and still has the later time.
		const wonUnfairly = conflicts.filter(({ versions: all }) => {
			const fast = all.filter((version) => version.replica === 'dc3');
			const others = all.filter((version) => version.replica !== 'dc3');
			return fast.some((a) => others.some((b) => a.ts! > b.ts! && a.ts! - 200 < b.ts!));
		});
		expect(wonUnfairly).toHaveLength(2);
	});

	it('retail has conflicts, resolved and open', { timeout: 60_000 }, () => {
		const { summary, trace } = report('retail');
		expect(trace.events).toBe(5000);
		expect(summary.conflictsResolved).toBeGreaterThan(10);
		expect(summary.conflictsOpen).toBeGreaterThan(0);
	});

	const generated: Record<string, GenerateOptions> = {
		retail: PRESETS.retail.options,
		'three-datacenters': {
			...PRESETS['three-datacenters'].options,
			events: 120,
			keys: 3,
			antiEntropyMs: 800,
			seed: 153,
		},
	};

	it.each(Object.keys(generated))('%s is what generating it again gives', (name) => {
		expect(Buffer.concat([...generate(generated[name])]).toString()).toBe(sample(name));
	});
});
