import { join, resolve } from 'node:path';
import { z } from 'zod';
import { isAnchorUrl, parseAddresses, parseSyslogUrl, type AuditSettings } from './audit/settings.ts';
import { isPacsUrl, makePacsSettings, type PacsSettings } from './pacs/settings.ts';
import { isSmtpUrl, parseMailFrom, type MailSettings } from './mail/settings.ts';

const port = z.coerce.number().int().min(1).max(65_535);

/** Every environment variable the product reads. The README's table is tested against this list. */
const environment = z.object({
	OVERREAD_DATA: z.string().min(1).default('.data').describe('Data folder: database, images and keys'),
	DATABASE_URL: z
		.string()
		.regex(/^(file:|postgres:\/\/|postgresql:\/\/)/, 'must start with file: or postgres://')
		.optional()
		.describe('Database; the default is a SQLite file in the data folder'),
	ORIGIN: z.url().optional().describe('Address people type; the default is http://localhost with the port'),
	PORT: port.default(5173).describe('Port of the web server'),
	HOST: z.string().min(1).default('127.0.0.1').describe('Address the web server listens on'),
	OVERREAD_SECRET: z
		.string()
		.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
		.optional()
		.describe('Key for encryption, pseudonyms and signatures; made in the data folder on first start'),
	OVERREAD_SIGNING_KEY: z
		.string()
		.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
		.optional()
		.describe('Private Ed25519 key that signs what is given away; made in the data folder on first use'),
	OVERREAD_LOG: z
		.enum(['debug', 'info', 'warn', 'error', 'silent'])
		.default('info')
		.describe('Least severe level that is logged'),
	OVERREAD_WORKER: z
		.enum(['on', 'off'])
		.default('on')
		.describe('Whether the web server also does the background work; off where a worker runs beside it'),
	OVERREAD_READY: z
		.enum(['on', 'off'])
		.default('on')
		.describe('Whether the web server brings what dashboards begin with into memory as it starts'),
	SMTP_URL: z
		.string()
		.refine(isSmtpUrl, 'must be smtp://user:password@host:port or smtps://…')
		.optional()
		.describe('Server that takes outgoing mail; without it notices stay in the product'),
	MAIL_FROM: z
		.string()
		.refine((text) => parseMailFrom(text) !== null, 'must be an address, or a name and <an address>')
		.optional()
		.describe('Sender of outgoing mail'),
	PACS_URL: z
		.string()
		.refine(isPacsUrl, 'must be https://host/path or https://user:password@host/path')
		.optional()
		.describe('DICOMweb root of the PACS that holds images; without it there are those that were imported'),
	PACS_TOKEN: z
		.string()
		.min(1)
		.optional()
		.describe('Bearer token for the PACS, instead of user and password'),
	PACS_KEPT_GB: z.coerce
		.number()
		.min(0.01)
		.max(100_000)
		.default(20)
		.describe('Most gigabytes of its images that are kept in the data folder for a while'),
	AUDIT_ANCHOR_FOLDER: z
		.string()
		.min(1)
		.optional()
		.describe('Folder in which checkpoints of the audit log are kept; the default is in the data folder'),
	AUDIT_ANCHOR_MAIL: z
		.string()
		.refine((text) => parseAddresses(text) !== null, 'must be addresses with commas between them')
		.optional()
		.describe('Addresses that are mailed a checkpoint of the audit log once a day'),
	AUDIT_ANCHOR_URL: z
		.string()
		.refine(isAnchorUrl, 'must be https://host/path without user and password')
		.optional()
		.describe('System that is sent each checkpoint of the audit log'),
	AUDIT_ANCHOR_TOKEN: z.string().min(1).optional().describe('Bearer token for that system'),
	AUDIT_SYSLOG: z
		.string()
		.refine((text) => parseSyslogUrl(text) !== null, 'must be tls://host:port or udp://host:port')
		.optional()
		.describe('Repository that entries of the audit log are sent on to as DICOM audit messages'),
	AUDIT_SYSLOG_CA: z.string().min(1).optional().describe('PEM file of who signs its certificate'),
	AUDIT_SYSLOG_CERT: z.string().min(1).optional().describe('PEM file of the own certificate for it'),
	AUDIT_SYSLOG_KEY: z.string().min(1).optional().describe('PEM file of the key of that certificate')
});

export const settingNames = Object.keys(environment.shape);

export type Config = {
	readonly dataFolder: string;
	readonly databaseUrl: string;
	readonly origin: string;
	readonly port: number;
	readonly host: string;
	readonly secretHex: string | null;
	/** Private key of signatures, where it is a setting. */
	readonly signingKeyHex: string | null;
	readonly logLevel: z.infer<typeof environment>['OVERREAD_LOG'];
	/** Whether the web server also does the background work. */
	readonly hasWorker: boolean;
	/** Whether the web server makes dashboards ready as it starts. */
	readonly isMadeReady: boolean;
	/** How mail leaves; null where none does. */
	readonly mail: MailSettings | null;
	/** Where the audit log is proved outside of the database. */
	readonly audit: AuditSettings;
	/** The archive that holds images which were not imported; null where there is none. */
	readonly pacs: PacsSettings | null;
};

/** Thrown at start when settings are wrong; its message has one line for each wrong one. */
export class ConfigError extends Error {}

/** Reads the settings from environment variables. Throws {@link ConfigError} naming every wrong one. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
	const given = Object.fromEntries(settingNames.map((name) => [name, env[name] || undefined]));
	const parsed = environment.safeParse(given);
	if (!parsed.success) {
		const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
		throw new ConfigError(`The settings are wrong:\n${lines.join('\n')}`);
	}
	const values = parsed.data;
	const from = parseMailFrom(values.MAIL_FROM ?? '');
	if (values.SMTP_URL && !from) {
		throw new ConfigError('The settings are wrong:\nMAIL_FROM: required where SMTP_URL is set');
	}
	const syslog = parseSyslogUrl(values.AUDIT_SYSLOG ?? '');
	const dataFolder = resolve(values.OVERREAD_DATA);
	return {
		dataFolder,
		databaseUrl: values.DATABASE_URL ?? `file:${dataFolder}/overread.sqlite`,
		origin: values.ORIGIN ?? `http://localhost:${values.PORT}`,
		port: values.PORT,
		host: values.HOST,
		secretHex: values.OVERREAD_SECRET ?? null,
		signingKeyHex: values.OVERREAD_SIGNING_KEY ?? null,
		logLevel: values.OVERREAD_LOG,
		hasWorker: values.OVERREAD_WORKER === 'on',
		isMadeReady: values.OVERREAD_READY === 'on',
		mail: values.SMTP_URL && from ? { url: values.SMTP_URL, from } : null,
		audit: {
			anchorFolder: resolve(values.AUDIT_ANCHOR_FOLDER ?? join(dataFolder, 'anchors')),
			anchorMail: parseAddresses(values.AUDIT_ANCHOR_MAIL ?? '') ?? [],
			anchorSystem: values.AUDIT_ANCHOR_URL
				? { url: values.AUDIT_ANCHOR_URL, token: values.AUDIT_ANCHOR_TOKEN ?? null }
				: null,
			syslog: syslog && {
				...syslog,
				caPath: values.AUDIT_SYSLOG_CA ?? null,
				certificatePath: values.AUDIT_SYSLOG_CERT ?? null,
				keyPath: values.AUDIT_SYSLOG_KEY ?? null
			}
		},
		pacs: values.PACS_URL
			? makePacsSettings(values.PACS_URL, {
					token: values.PACS_TOKEN ?? null,
					keptGigabytes: values.PACS_KEPT_GB
				})
			: null
	};
}
