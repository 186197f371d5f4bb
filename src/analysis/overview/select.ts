/**
 * The number that would stand at a place if the numbers were sorted. Moves them about: those before the place are then not larger,
 * those behind it not smaller (Hoare's quickselect, with the median of three as pivot). Expected linear time.
 */
export function select(numbers: Float64Array, place: number): number {
	let low = 0;
	let high = numbers.length - 1;
	const at = (i: number) => numbers[i] as number;
	while (low < high) {
		const [a, b, c] = [at(low), at((low + high) >> 1), at(high)];
		const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
		let i = low;
		let j = high;
		while (i <= j) {
			while (at(i) < pivot) i++;
			while (at(j) > pivot) j--;
			if (i > j) break;
			[numbers[i], numbers[j]] = [at(j), at(i)];
			i++;
			j--;
		}
		if (place <= j) high = j;
		else if (place >= i) low = i;
		else break;
	}
	return at(place);
}
