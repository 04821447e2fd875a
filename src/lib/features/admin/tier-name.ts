import { messages } from '#lib/i18n/messages.ts';

const names: Readonly<Record<string, string>> = messages.admin.radiologists.tiers;

/** What people call a tier; a tier from elsewhere keeps its own name. */
export function tierName(tier: string): string {
	return names[tier] ?? tier;
}
