/**
 * Reads bytes of a trace's files back, after the scan: values and lines are looked up when somebody asks for them. Synchronous,
 * since it runs in a worker or a command; the editor's main thread never calls it.
 */
export interface LineSource {
	/** The bytes [offset, offset + length) of a file; fewer where the file has become shorter since it was scanned. */
	read(file: number, offset: number, length: number): Uint8Array;
}
