import pino, { type Logger } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * The server's log: JSON lines on standard error. Only codes, ids and durations go in; never a name, an accession,
 * a file name, a URL's query or an error text that came from outside.
 */
export function makeLog(level: string): Log {
	return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }));
}
