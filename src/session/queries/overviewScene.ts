import { lineAxis, ofKey } from '../../analysis/overview/axis.ts';
import { Scene } from '../../analysis/overview/scene.ts';
import { timeAxis } from '../../analysis/overview/timeAxis.ts';
import { provenOffsets } from '../../analysis/strategies/clockOffsets.ts';
import type { OverviewScope } from '../../report/overview/model.ts';
import type { Result } from '../protocol.ts';
import type { TraceView } from '../traceView.ts';

/** How far clocks are ahead: what the user says, or else what the trace proves. */
export function correctionsOf(view: TraceView): ReadonlyMap<number, number> {
	return view.cached('overviewClocks', '', () => new Map([...provenOffsets(view.analysis), ...view.clocks]));
}

/** The axis along corrected times; null where no event has one. Kept. */
export function timeAxisOf(view: TraceView) {
	return view.cached('overviewTimes', '', () => timeAxis(view.trace, correctionsOf(view)));
}

/** The axis along lines, or events where these are more. Kept. */
export function lineAxisOf(view: TraceView) {
	return view.cached('overviewLines', '', () => lineAxis(view.trace));
}

/** What the overview draws for a scope. The scenes of both axes and that of the last key are kept. */
export function sceneOf(view: TraceView, { axis, key }: OverviewScope): Result<Scene> {
	const along = axis === 'time' ? timeAxisOf(view) : lineAxisOf(view);
	if (along === null) return { err: 'No event of this trace carries a time.' };
	const whole = view.cached(`overview:${axis}`, '', () => new Scene(view.analysis, along));
	if (key === null) return { ok: whole };
	const number = view.trace.keys.find(key);
	if (number < 0) return { err: 'This trace has no such key.' };
	const ofOne = () => new Scene(view.analysis, ofKey(view.trace, along, number), number, whole);
	return { ok: view.cached('overviewKey', JSON.stringify([axis, key]), ofOne) };
}

/** Answers from the scene of a scope. */
export function fromScene<P extends OverviewScope, T>(
	make: (view: TraceView, scene: Scene, params: P) => T,
): (view: TraceView, params: P) => Result<T> {
	return (view, params) => {
		const scene = sceneOf(view, params);
		return 'err' in scene ? scene : { ok: make(view, scene.ok, params) };
	};
}
