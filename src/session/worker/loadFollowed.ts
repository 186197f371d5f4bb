import { formatChoices } from '../../formats/table.ts';
import { follow } from '../node/follow.ts';
import { FollowedFiles } from '../node/followedFiles.ts';
import type { TraceView } from '../traceView.ts';
import { Job, type LoadRequest } from './job.ts';
import type { LoadListener } from './load.ts';
import { Cancelled } from './wish.ts';

/** What following tells besides. */
export interface FollowListener extends LoadListener {
	/** The files as they are now, each time that they have grown. */
	grown(view: TraceView): void;
	/** Why the files cannot be read at present. */
	trouble(message: string): void;
}

/**
 * Reads and analyses files, and again as they grow. Ends when that is to stop; the last view given stays usable.
 *
 * @throws Cancelled where it is to stop, or something else is wanted, before there was a view
 */
export async function loadFollowed(request: LoadRequest, listener: FollowListener): Promise<void> {
	const job = new Job(request, listener.progress);
	const signal = AbortSignal.any([job.wish.cancelled, job.wish.stopped]);
	let files: FollowedFiles | null = null;
	let given = false;
	try {
		const open = await FollowedFiles.open(request.inputs, {
			...request.reading,
			signal,
			onHeads: (heads) => listener.formats?.(formatChoices(heads)),
			onProgress: (bytes, total) => job.onRead(bytes, total),
		});
		files = open;
		const show = () => {
			listener.grown(job.analyse(open.trace, open.source, null, given));
			given = true;
		};
		await follow(open, show, { signal, trouble: listener.trouble });
	} catch (error) {
		if (given && signal.aborted) return;
		files?.close();
		throw signal.aborted ? new Cancelled() : error;
	} finally {
		job.end();
	}
}
