/** Which device is which node. A device is known by the first seven characters of its id. */
export class Devices {
	private readonly names = new Map<string, string>();
	/** By device, then node: how often a version of it was seen first there. */
	private readonly votes = new Map<string, Map<string, number>>();

	constructor(private readonly given: Readonly<Record<string, string>>) {}

	/** A log or configuration says what a device is called. The first to say so counts. */
	name(device: string, node: string): void {
		const short = shortId(device);
		if (!this.names.has(short)) this.names.set(short, node);
	}

	/** A version of a device was first seen at a node. */
	vote(device: string, node: string): void {
		const ofDevice = this.votes.get(device) ?? new Map<string, number>();
		this.votes.set(device, ofDevice.set(node, (ofDevice.get(node) ?? 0) + 1));
	}

	/** The node of a device: as the user says, as logs say, as most of its versions suggest; else its id. */
	nodeOf(device: string): string {
		const short = shortId(device);
		const given = this.given[device] ?? this.given[short] ?? this.names.get(short);
		if (given !== undefined) return given;
		const [first, second] = [...(this.votes.get(short) ?? [])].sort(([, a], [, b]) => b - a);
		return first !== undefined && first[1] !== second?.[1] ? first[0] : short;
	}
}

export function shortId(device: string): string {
	return device.slice(0, 7);
}
