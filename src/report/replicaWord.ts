import { replicaName, type Trace } from '../trace/trace.ts';
import { word } from './visible.ts';

/** A replica within a sentence: its id, or the name that a header gives it with the id: `Tokyo (dc3)`. */
export function replicaWord(trace: Trace, replica: number): string {
	const id = trace.replicas.text(replica);
	const name = replicaName(trace, replica);
	return name === id ? word(id) : `${word(name)} (${word(id)})`;
}
