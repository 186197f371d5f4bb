import type { FileContents } from './files.ts';
import type { Node } from './nodes.ts';

/** The files of each server together, in the order of the files. Linear. */
export function nodesOf(files: readonly (FileContents & { node: string })[]): Node[] {
	const nodes = new Map<string, Node & { seen: Map<string, number> }>();
	for (const { node: name, file, reports, transactions, isLog } of files) {
		let node = nodes.get(name);
		if (node === undefined) {
			node = { name, reports: [], hasLog: false, streams: [], seen: new Map() };
			nodes.set(name, node);
		}
		node.hasLog ||= isLog;
		// The same log may be given twice, as text and as CSV or JSON.
		for (const report of reports) {
			const { time, message, detail, place } = report.entry;
			const mark = `${time?.at}|${message}|${detail}|${message === '' ? place.line : ''}`;
			const first = node.seen.get(mark) ?? file;
			node.seen.set(mark, first);
			if (first === file) node.reports.push(report);
		}
		if (transactions.length > 0) node.streams.push({ file, transactions });
	}
	return [...nodes.values()];
}
