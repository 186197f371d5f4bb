import type { AllQueries, AnyQueryName } from '../editorQueries.ts';
import type { Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';
import { at } from './at.ts';
import { certificates } from './certificates.ts';
import { clockPairs } from './clockPairs.ts';
import { clockPicture } from './clockPicture.ts';
import { clocks } from './clocks.ts';
import { conflict } from './conflict.ts';
import { conflictStep, newestConflict } from './conflictStep.ts';
import { conflicts } from './conflicts.ts';
import { definition } from './definition.ts';
import { diagnostics } from './diagnostics.ts';
import { diagram } from './diagram.ts';
import { fates } from './fates.ts';
import { heldAt } from './heldAt.ts';
import { hover } from './hover.ts';
import { inversions } from './inversions.ts';
import { keyEnds } from './keyEnds.ts';
import { keyHistory } from './keyHistory.ts';
import { keys } from './keys.ts';
import { ledger } from './ledger.ts';
import { marks } from './marks.ts';
import { native } from './native.ts';
import {
	overview,
	overviewDetailsOf,
	overviewPartitionsOf,
	overviewPlace,
	overviewRangeOf,
	overviewStep,
	overviewTile,
} from './overview.ts';
import { references } from './references.ts';
import { report } from './report.ts';
import { ruler } from './ruler.ts';
import { span } from './span.ts';
import { strategies } from './strategies.ts';
import { summary } from './summary.ts';
import { symbols } from './symbols.ts';

/** All but what is known without an analysis, which the worker itself answers. */
export type ViewQueryName = Exclude<AnyQueryName, 'formats'>;

type Handlers = {
	[N in ViewQueryName]: (view: TraceView, params: AllQueries[N]['params']) => Result<AllQueries[N]['result']>;
};

const handlers: Handlers = {
	summary: always(summary),
	conflicts: always(conflicts),
	conflict,
	keys: always(keys),
	fates,
	keyEnds,
	keyHistory,
	ledger,
	strategies: always(strategies),
	diagram,
	clocks: always(clocks),
	clockPicture,
	clockPairs: always(clockPairs),
	inversions: always(inversions),
	heldAt,
	overview,
	overviewTile,
	overviewDetails: overviewDetailsOf,
	overviewPartitions: overviewPartitionsOf,
	overviewRange: overviewRangeOf,
	overviewStep,
	overviewPlace,
	at: always(at),
	diagnostics: always(diagnostics),
	marks: always(marks),
	ruler: always(ruler),
	hover: always(hover),
	definition: always(definition),
	references: always(references),
	symbols: always(symbols),
	conflictStep: always(conflictStep),
	newestConflict: always(newestConflict),
	report: always(report),
	native: always(native),
	certificates: always(certificates),
	span: always(span),
};

/** Answers a query. What goes wrong inside of one is told, and the worker lives on. */
export function answer(view: TraceView, name: ViewQueryName, params: unknown): Result<unknown> {
	// Names come from pages too.
	if (!Object.hasOwn(handlers, name)) return { err: `There is no query ${name}.` };
	try {
		return handlers[name](view, params as never);
	} catch (error) {
		return { err: `The query ${name} failed: ${error instanceof Error ? error.message : String(error)}` };
	}
}

/** A query that has an answer to everything. */
function always<P, T>(query: (view: TraceView, params: P) => T): (view: TraceView, params: P) => Result<T> {
	return (view, params) => ({ ok: query(view, params) });
}
