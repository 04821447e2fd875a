/** A multipart answer with one frame in it, taken apart. */
export type FramePart = {
	boundary: string;
	/** The transfer syntax that the part declares; empty when it declares none. */
	syntax: string;
	frame: Uint8Array<ArrayBuffer>;
};

/** The syntax and the beginning of the frame of an answer that is still on its way; undefined as long as neither is there. */
export function beginPart(
	bytes: Uint8Array
): (Pick<FramePart, 'syntax'> & { frame: Uint8Array }) | undefined {
	const head = openHead(bytes);
	return head && { syntax: head.syntax, frame: bytes.subarray(head.start) };
}

/** Takes a multipart answer of one part apart; undefined where it is not that. The frame is a view of the answer. */
export function openPart(answer: ArrayBuffer): FramePart | undefined {
	const bytes = new Uint8Array(answer);
	const head = openHead(bytes);
	if (!head) return undefined;
	const { boundary, syntax, start } = head;
	const close = `\r\n--${boundary}--`;
	// A line end may follow the closing boundary.
	const tailFrom = Math.max(start, bytes.length - close.length - 4);
	const tail = new TextDecoder('latin1').decode(bytes.subarray(tailFrom));
	const end = tail.lastIndexOf(close);
	if (end < 0) return undefined;
	return { boundary, syntax, frame: bytes.subarray(start, tailFrom + end) };
}

function openHead(bytes: Uint8Array): { boundary: string; syntax: string; start: number } | undefined {
	const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
	const [, boundary] = /^(?:\r\n)?--([^\r\n]{1,70})\r\n/.exec(head) ?? [];
	const start = head.indexOf('\r\n\r\n') + 4;
	if (boundary === undefined || start < 4) return undefined;
	const syntax = /transfer-syntax="?([\d.]+)/i.exec(head.slice(0, start))?.[1] ?? '';
	return { boundary, syntax, start };
}

/** The answer with another frame, or another transfer syntax, in it. */
export function closePart({ boundary, syntax, frame }: FramePart): ArrayBuffer {
	const encode = new TextEncoder();
	const type = `application/octet-stream; transfer-syntax=${syntax}`;
	const head = encode.encode(`--${boundary}\r\nContent-Type: ${type}\r\n\r\n`);
	const tail = encode.encode(`\r\n--${boundary}--`);
	const result = new Uint8Array(head.length + frame.length + tail.length);
	result.set(head);
	result.set(frame, head.length);
	result.set(tail, head.length + frame.length);
	return result.buffer;
}
