import type { TraceView } from '../traceView.ts';

/** The conflicts that came to light with an event: after it, for the first time, one replica holds two concurrent versions. */
export function conflictsDetectedAt(view: TraceView, event: number): readonly number[] {
	const byEvent = view.cached('detectedAt', '', () => {
		const { conflicts } = view.analysis;
		const map = new Map<number, number[]>();
		for (let conflict = 0; conflict < conflicts.count; conflict++) {
			const at = conflicts.detectedEvent[conflict] as number;
			if (at < 0) continue;
			const others = map.get(at);
			if (others === undefined) map.set(at, [conflict]);
			else others.push(conflict);
		}
		return map;
	});
	return byEvent.get(event) ?? [];
}
