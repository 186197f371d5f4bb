/** Which device is which node. A device is known by the first seven characters of its id; no two are the same node. */
export class Devices {
	private readonly names = new Map<string, string>();
	/** By device, then node: how often a version of it was seen first there. */
	private readonly votes = new Map<string, Map<string, number>>();
	/** By device, once asked for; and by node, its device. */
	private readonly nodes = new Map<string, string>();
	private readonly taken = new Map<string, string>();

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

	/**
	 * The node of a device: as the user says, as logs say, as most of its versions suggest; else its id. All that names devices is to
	 * be told before.
	 */
	nodeOf(device: string): string {
		const short = shortId(device);
		if (this.nodes.size === 0) this.settle();
		return this.nodes.get(short) ?? this.take(short, this.told(short) ?? short);
	}

	/** The devices that are named keep their names; then the clearest votes count first. */
	private settle(): void {
		for (const device of [...Object.keys(this.given), ...this.names.keys()]) {
			const short = shortId(device);
			if (!this.nodes.has(short)) this.take(short, this.told(short) as string);
		}
		const votes = [...this.votes].flatMap(([device, ofDevice]) => {
			const [first, second] = [...ofDevice].sort(([, a], [, b]) => b - a);
			return first === undefined || first[1] === second?.[1]
				? []
				: [{ device, node: first[0], votes: first[1] }];
		});
		for (const { device, node } of votes.sort((a, b) => b.votes - a.votes)) {
			if (!this.nodes.has(device) && !this.taken.has(node)) this.take(device, node);
		}
	}

	private told(short: string): string | undefined {
		const given = Object.entries(this.given).find(([device]) => shortId(device) === short);
		return given?.[1] ?? this.names.get(short);
	}

	/** Two devices may be called the same: as one node they could have no conflict. */
	private take(short: string, name: string): string {
		const node = this.taken.has(name) ? `${name} (${short})` : name;
		this.taken.set(node, short);
		this.nodes.set(short, node);
		return node;
	}
}

/** A device as vectors name it: by the first seven characters of its id. */
export function shortId(device: string): string {
	return device.slice(0, 7);
}
