/** The least that Node can do: files of a folder as streams over HTTP, without a word about who asks. Says its address in one line. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

const [folder = ''] = process.argv.slice(2);
const server = createServer({ keepAliveTimeout: 65_000 }, (request, response) => {
	const path = join(folder, (request.url ?? '').replace(/[^\w.-]/g, ''));
	const { size } = statSync(path);
	response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
	createReadStream(path).pipe(response);
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	console.log(JSON.stringify({ origin: `http://127.0.0.1:${port}` }));
});
