import { compareEdits } from '../../analysis/strategies/disjoint.ts';
import type { Fate } from '../../analysis/strategies/fate.ts';
import { frontierOf } from '../../analysis/strategies/frontier.ts';
import { canonical } from '../../analysis/strategies/json.ts';
import { causalBase } from '../../analysis/strategies/merge/mergeKey.ts';
import { keyOutcomes, type Outcome } from '../../analysis/strategies/outcomes.ts';
import { fateUnder, type WinnerReplay, winnerBeside } from '../../analysis/strategies/replay.ts';
import { span } from '../milliseconds.ts';
import type { LedgerFate, LedgerRow } from '../model.ts';
import { placeOf, type Shown } from '../shown.ts';
import { versionRow } from '../versionRow.ts';
import { brief, count, figure, quoted, word } from '../visible.ts';
import type { StrategyReport } from './strategyReport.ts';
import { PROBLEM_WORDS } from './words.ts';

/** A write of the ledger: what every strategy makes of it and why. Reads the values of its key's last conflict. */
export function ledgerRow(shown: Shown, report: StrategyReport, version: number): LedgerRow {
	const { trace, versions } = shown.analysis;
	const { replay, values } = report;
	const key = trace.key[versions.event[version] as number] as number;
	const heads = frontierOf(replay.frontier, versions, key);
	const byWinner = replay.strategies.map((strategy) => winnerFate(shown, report, strategy, version));
	const byValue = keyOutcomes(replay, key, values)
		.filter(({ end }) => end.kind !== 'unread')
		.filter(({ name }) => !byWinner.some((row) => row.strategy === name))
		.map((outcome) => valueFate(outcome, version));
	const base = heads.length > 1 ? causalBase(versions, key, heads, values) : null;
	const others = heads.filter((head) => head !== version).map((head) => values.of(head));
	const edit =
		base === null || !heads.includes(version) ? null : compareEdits(base.value, values.of(version), others);
	return {
		version: versionRow(shown, version),
		fates: [...byWinner, ...byValue],
		fields: edit === null ? null : [...edit.fields],
		disjoint: edit?.disjoint ?? null,
	};
}

function winnerFate(
	shown: Shown,
	report: StrategyReport,
	strategy: WinnerReplay,
	version: number,
): LedgerFate {
	const { trace, versions } = shown.analysis;
	const winner = winnerBeside(report.replay, strategy, version);
	const fate = fateUnder(report.replay, strategy, version);
	return {
		strategy: strategy.name,
		fate,
		reason: winnerReason(shown, strategy, version, winner, fate),
		winner: winner < 0 || winner === version ? null : placeOf(trace, versions.event[winner] as number),
	};
}

/** Why a version is kept or dropped, in words. */
function winnerReason(
	shown: Shown,
	{ stamps, name }: WinnerReplay,
	version: number,
	winner: number,
	fate: Fate,
): string {
	const { trace, versions } = shown.analysis;
	if (fate === 'undecided') return 'no version of the key carries a time';
	if (fate === 'superseded') return 'written over by someone who had seen it';
	if (winner === version)
		return name === 'first-write-wins' ? 'by time: the first' : 'its stamp is the greatest';
	const event = versions.event[winner] as number;
	const id = word(trace.replicas.text(versions.replica[winner] as number));
	const line = `line ${figure(trace.line[event] as number)} (${id})`;
	const side = name === 'first-write-wins' ? 'lesser' : 'greater';
	const because = {
		time: `by time: ${line} has the ${side} ${name === 'lamport' ? 'Lamport number' : 'stamp'}${byHowMuch(stamps.time, version, winner, name)}`,
		'no-time': `by time: ${line} carries one and this write does not`,
		id: `by id: the same ${name === 'lamport' ? 'number' : 'time'} as ${line}, whose replica id is the ${side}`,
		counter: `by tie: the same time and replica as ${line}, which has the ${side} counter`,
	}[stamps.deciding(version, winner)];
	return fate === 'lost-although-newer' ? `${because}, although this write was made knowing it` : because;
}

function byHowMuch(times: Float64Array, version: number, winner: number, name: string): string {
	const difference = Math.abs((times[winner] as number) - (times[version] as number));
	if (difference === 0 || Number.isNaN(difference)) return '';
	return name === 'lamport' ? ` by ${figure(difference)}` : ` by ${span(difference)}`;
}

function valueFate({ name, end, fates }: Outcome, version: number): LedgerFate {
	const fate = fates.get(version) ?? 'superseded';
	const reason = () => {
		if (fate === 'superseded') return 'written over by someone who had seen it';
		if (end.kind === 'siblings') return `kept beside ${count(end.versions.length - 1, 'other')}`;
		if (end.kind === 'unmerged') {
			const where = end.path.length === 0 ? '' : ` at ${quoted(end.path.join('.'))}`;
			return `left as siblings: ${PROBLEM_WORDS[end.problem]}${where}`;
		}
		if (end.kind !== 'value') return 'nothing stands against it';
		const result = typeof end.value === 'symbol' ? 'nothing' : brief(canonical(end.value), 80);
		if (end.siblings > 0) return `beside other values; shown is ${result}`;
		if (fate === 'resurrected') return `what it removed is there again: ${result}`;
		return fate === 'merged' ? `part of ${result}` : `the result is ${result}`;
	};
	return { strategy: name, fate, reason: reason(), winner: null };
}
