/** What is told of the whole trace along an axis, for a drawing of any width. Positions are those of the axis, from 0. */
import type { AxisUnit } from '../../analysis/overview/axis.ts';
import type { OpName } from '../../trace/ops.ts';
import type { Place } from '../model.ts';

export type OverviewAxis = 'line' | 'time';

/** Which part of the trace is meant: all of it, or the events that name a key. */
export interface OverviewScope {
	axis: OverviewAxis;
	key: string | null;
}

export interface OverviewInfo extends OverviewScope {
	unit: AxisUnit;
	/** Positions are below this. */
	length: number;
	/** The time of position 0, milliseconds since the Unix epoch; null where the unit is none of time. */
	origin: number | null;
	/** Where each file begins; none by time. */
	fileStarts: number[];
	lanes: { id: string; name: string }[];
	/** Events on the axis, and those that are not, since they carry no time. */
	events: number;
	missing: number;
	/** By activity (writes, deletes, reads, messages, other): a sync counts at both of its replicas. */
	activities: number[];
	conflicts: number;
	/** Whether any event has a time, so that there is an axis of them. */
	timed: boolean;
	/** What there is to know of the times, in sentences. */
	notes: string[];
}

/** A row of bins, for some of the lanes, or for these taken together (as one lane). The smallest kind of array that holds the counts. */
export interface OverviewTile {
	/** By lane, then by activity, then by bin. */
	counts: Uint8Array | Uint16Array | Uint32Array;
	/** Conflicts: those that open in the bin and stay open, that open and are resolved; that are there and stay open, and are resolved. */
	conflicts: Uint8Array | Uint16Array | Uint32Array;
}

/** What can be told apart in a stretch. */
export interface OverviewDetails {
	/** Conflicts that open or are resolved in it, and a few that are there in all of it; null where they are too many. */
	spans: OverviewSpans | null;
	/** Conflicts that are there in all of it and not among `spans`, since they are many: those that stay open, those resolved later. */
	throughout: [open: number, resolved: number];
	/** Messages with an end in it, and a few that pass over all of it; null where they are too many. */
	messages: OverviewMessages | null;
	/** Messages that pass over all of it and are not among `messages`, since they are many. */
	passing: number;
}

/** Stretches in which two replicas exchanged nothing, the longest first, and how many more there are. */
export interface OverviewPartitions {
	partitions: OverviewPartition[];
	more: number;
}

/** Conflicts as columns. */
export interface OverviewSpans {
	conflict: Int32Array;
	start: Float64Array;
	/** Where it is resolved, or the end of the axis. */
	end: Float64Array;
	/** 1 for an open conflict. */
	open: Uint8Array;
	/** Their keys, where they were asked for. */
	keys?: string[];
}

/** Messages as columns: positions and lanes. */
export interface OverviewMessages {
	sent: Float64Array;
	received: Float64Array;
	from: Int32Array;
	to: Int32Array;
	sendLine: Int32Array;
	receiveLine: Int32Array;
}

export interface OverviewPartition {
	/** Lanes. */
	a: number;
	b: number;
	start: number;
	end: number;
	/** How far deliveries between the two are usually apart. */
	usual: number;
}

/** Lines of one file, both included. */
export interface LineRange {
	file: number;
	from: number;
	to: number;
}

/** What exactly stands in a stretch of the axis, in one lane or in all. */
export interface OverviewRange {
	/** Of each file that has events there the first and the last line of them; the file with the most events first. */
	lines: LineRange[];
	/** By activity. */
	counts: number[];
	/** The first of its events. */
	first: OverviewEvent | null;
}

export interface OverviewEvent extends Place {
	op: OpName;
	replica: string;
	peer: string | null;
	key: string | null;
	/** Keys that it names besides. */
	moreKeys: number;
	client: string | null;
	ts: number | null;
}

/** A conflict along the axis. */
export interface OverviewConflict {
	conflict: number;
	start: number;
	end: number;
	open: boolean;
	key: string;
	/** Its place among those of the scope, from 1, by where they open. */
	index: number;
	total: number;
	/** Where its first version stands. */
	at: Place;
}
