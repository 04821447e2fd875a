-- Who took which copy stays as it was recorded, and what the register says of a file is that of the day it was made.
CREATE TRIGGER `export_takes_no_update` BEFORE UPDATE ON `export_takes`
BEGIN
	SELECT RAISE(ABORT, 'takes of exports are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `export_takes_no_delete` BEFORE DELETE ON `export_takes`
BEGIN
	SELECT RAISE(ABORT, 'takes of exports are append-only');
END;
--> statement-breakpoint
-- A replacing insert deletes without asking the trigger above.
CREATE TRIGGER `export_takes_no_replace` BEFORE INSERT ON `export_takes`
WHEN EXISTS (
	SELECT 1 FROM `export_takes` t WHERE t.`id` = NEW.`id` OR (t.`export_id` = NEW.`export_id` AND t.`copy` = NEW.`copy`)
)
BEGIN
	SELECT RAISE(ABORT, 'takes of exports are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `exports_no_delete` BEFORE DELETE ON `exports`
BEGIN
	SELECT RAISE(ABORT, 'the register of exports is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `exports_no_replace` BEFORE INSERT ON `exports`
WHEN EXISTS (SELECT 1 FROM `exports` e WHERE e.`id` = NEW.`id`)
BEGIN
	SELECT RAISE(ABORT, 'the register of exports is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `exports_fixed` BEFORE UPDATE OF
	`id`, `kind`, `format`, `period_from`, `period_to`, `scope`, `policy_versions`, `frame_hashes`, `n`, `size_bytes`, `sha256`,
	`purpose`, `recipient`, `created_by`, `created_at`, `about_id`, `model_sha256` ON `exports`
BEGIN
	SELECT RAISE(ABORT, 'the register of exports is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `exports_stay_revoked` BEFORE UPDATE OF `revoked_at`, `revoked_by`, `revoked_reason` ON `exports`
WHEN OLD.`revoked_at` IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'an export that was revoked stays so');
END;
