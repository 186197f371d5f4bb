/** One event on its way into the columns. Reset and refilled for each line, never kept. */
export class EventRow {
	op = -1;
	flags = 0;
	line = 0;
	offset = 0;
	length = 0;
	replica = -1;
	peer = -1;
	key = -1;
	client = -1;
	message = -1;
	ts = Number.NaN;
	vector = -1;
	valueStart = 0;
	valueLength = 0;
	dot = -1;
	seq = Number.NaN;
	hlcWall = Number.NaN;
	hlcLogical = Number.NaN;

	reset(): void {
		this.op = -1;
		this.flags = 0;
		this.replica = -1;
		this.peer = -1;
		this.key = -1;
		this.client = -1;
		this.message = -1;
		this.ts = Number.NaN;
		this.vector = -1;
		this.valueStart = 0;
		this.valueLength = 0;
		this.dot = -1;
		this.seq = Number.NaN;
		this.hlcWall = Number.NaN;
		this.hlcLogical = Number.NaN;
	}
}
