import { createServer } from 'node:http';
import { longCtPixels } from '../support/long-ct.ts';

/** The least that a page can do with such a series: fetches plain values, the middle first, and draws them with a window, in one canvas. */
const page = (slices: number): string => `<!doctype html><title>bare</title>
<style>body{margin:0;background:#000}canvas{display:block;height:100vh;margin:auto}</style><canvas width="512" height="512"></canvas>
<script>
const slices = ${slices}, canvas = document.querySelector('canvas'), context = canvas.getContext('2d');
const held = [], picture = context.createImageData(512, 512), grey = new Uint32Array(picture.data.buffer), table = new Uint32Array(65536);
let at = slices >> 1, center = 40, width = 400, isAsked = false, from = null;
function fill() {
	for (let value = 0; value < 65536; value++) {
		const part = Math.round(Math.min(1, Math.max(0, (value - 1024 - center) / width + 0.5)) * 255);
		table[value] = 0xff000000 | (part << 16) | (part << 8) | part;
	}
}
function draw() {
	if (isAsked) return;
	isAsked = true;
	requestAnimationFrame(() => {
		isAsked = false;
		const values = held[at];
		if (!values) return;
		for (let index = 0; index < values.length; index++) grey[index] = table[values[index]];
		context.putImageData(picture, 0, 0);
	});
}
addEventListener('wheel', (event) => {
	at = Math.min(slices - 1, Math.max(0, at + Math.sign(event.deltaY)));
	draw();
});
addEventListener('mousedown', (event) => (from = [event.clientX, event.clientY, width, center]));
addEventListener('mouseup', () => (from = null));
addEventListener('mousemove', (event) => {
	if (!from) return;
	width = Math.max(1, from[2] + event.clientX - from[0]);
	center = from[3] + event.clientY - from[1];
	fill();
	draw();
});
fill();
const order = Array.from({ length: slices }, (_, index) => index).sort((a, b) => Math.abs(a - at) - Math.abs(b - at));
async function lane() {
	for (let next = order.shift(); next !== undefined; next = order.shift()) {
		held[next] = new Uint16Array(await (await fetch('/frames/' + next)).arrayBuffer());
		if (next === at) draw();
	}
}
for (let lanes = 0; lanes < 6; lanes++) void lane();
</script>`;

/** Serves such a page and its values from memory; nobody signs in, nothing is blinded, nothing decoded. */
export async function startBareViewer(slices: number): Promise<{ origin: string; stop: () => void }> {
	const frames = Array.from({ length: slices }, (_, slice) => Buffer.from(longCtPixels(slice).buffer));
	const html = page(slices);
	const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
		const frame = frames[Number(/^\/frames\/(\d+)$/.exec(request.url ?? '')?.[1] ?? NaN)];
		const type = frame ? 'application/octet-stream' : 'text/html; charset=utf-8';
		const keep = frame ? 'private, max-age=3600, immutable' : 'no-store';
		response.writeHead(200, { 'content-type': type, 'cache-control': keep }).end(frame ?? html);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	const stop = (): void => {
		server.closeAllConnections();
		server.close();
	};
	return { origin: `http://127.0.0.1:${port}`, stop };
}
