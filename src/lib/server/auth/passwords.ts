import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const hashArgon2 = promisify(argon2);

// OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

async function derive(
	password: string,
	salt: Buffer,
	cost: { memory: number; passes: number; parallelism: number; tagLength: number }
): Promise<Buffer> {
	return hashArgon2('argon2id', { message: password.normalize('NFKC'), nonce: salt, ...cost });
}

/** Hashes a password as an argon2id PHC string. */
export async function hashPassword(password: string): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const tag = await derive(password, salt, {
		memory: MEMORY_KIB,
		passes: PASSES,
		parallelism: LANES,
		tagLength: TAG_BYTES
	});
	return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(tag)}`;
}

/** Whether a password belongs to a PHC string made by {@link hashPassword}. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
	const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash);
	if (!match) return false;
	const [, memory, passes, parallelism, salt, tag] = match;
	const expected = Buffer.from(tag ?? '', 'base64');
	const got = await derive(password, Buffer.from(salt ?? '', 'base64'), {
		memory: Number(memory),
		passes: Number(passes),
		parallelism: Number(parallelism),
		tagLength: expected.length
	});
	return timingSafeEqual(got, expected);
}
