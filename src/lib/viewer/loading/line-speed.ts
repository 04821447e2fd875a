/** An answer as the browser timed it (Resource Timing): milliseconds of the page, bytes on the wire. */
export type TimedAnswer = Pick<
	PerformanceResourceTiming,
	'name' | 'initiatorType' | 'transferSize' | 'encodedBodySize' | 'responseStart' | 'responseEnd'
>;

/** A smaller answer tells more of the way there and back than of the line. */
const fewestBytes = 48 * 1024;
/** Answers that say how the line is now. */
const mostAnswers = 24;

/**
 * What a line brings, by the last large answers that the page fetched: those of the browser's own cache say nothing, nor do scripts, which are
 * read no faster than they are compiled.
 */
export type LineSpeed = {
	add(answers: readonly TimedAnswer[]): void;
	/** Null as long as nothing large has come. */
	bytesPerSecond(): number | null;
};

export function makeLineSpeed(): LineSpeed {
	let large: TimedAnswer[] = [];
	return {
		add(answers) {
			const more = answers.filter(
				({ initiatorType, transferSize, encodedBodySize }) =>
					initiatorType === 'fetch' && encodedBodySize >= fewestBytes && transferSize >= encodedBodySize
			);
			large = [...large, ...more].slice(-mostAnswers);
		},
		bytesPerSecond() {
			const rates = large.map((one) => ({ rate: rateWhile(one, large), weight: one.transferSize }));
			rates.sort((a, b) => a.rate - b.rate);
			// The middle by bytes: one answer that waited in the browser, or for it, is not the line.
			let left = rates.reduce((sum, { weight }) => sum + weight, 0) / 2;
			return rates.find(({ weight }) => (left -= weight) <= 0)?.rate ?? null;
		}
	};
}

/** Bytes a second of all answers together while one of them came: they share the line. */
function rateWhile(one: TimedAnswer, all: readonly TimedAnswer[]): number {
	const tookMs = lengthMs(one);
	let bytes = 0;
	for (const other of all) {
		const from = Math.max(one.responseStart, other.responseStart);
		const to = Math.min(one.responseEnd, other.responseEnd);
		if (to > from) bytes += (other.transferSize * (to - from)) / lengthMs(other);
	}
	return (Math.max(bytes, one.transferSize) / tookMs) * 1_000;
}

/** Clocks of browsers are no finer than a tenth of a millisecond. */
const lengthMs = ({ responseStart, responseEnd }: TimedAnswer): number =>
	Math.max(0.1, responseEnd - responseStart);
