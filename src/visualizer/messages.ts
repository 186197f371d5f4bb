import type { FromWebview } from '../session/protocol.ts';

/** What to do with each kind of message. */
export type Handlers = {
	[T in FromWebview['type']]: (message: Extract<FromWebview, { type: T }>) => void | Promise<void>;
};

/**
 * Gives a message to its handler. One of an unknown kind (a page of another version) is left alone.
 *
 * @param failed told what a handler throws
 */
export async function handle(
	handlers: Handlers,
	message: FromWebview,
	failed: (error: unknown) => void,
): Promise<void> {
	if (typeof message !== 'object' || message === null || !Object.hasOwn(handlers, message.type)) return;
	const handler = handlers[message.type] as (message: FromWebview) => void | Promise<void>;
	try {
		await handler(message);
	} catch (error) {
		failed(error);
	}
}
