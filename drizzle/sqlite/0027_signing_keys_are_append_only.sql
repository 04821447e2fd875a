-- A public key stays as it was published: what it signed must be verifiable for good.
CREATE TRIGGER `signing_keys_no_update` BEFORE UPDATE ON `signing_keys`
BEGIN
	SELECT RAISE(ABORT, 'signing keys are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `signing_keys_no_delete` BEFORE DELETE ON `signing_keys`
BEGIN
	SELECT RAISE(ABORT, 'signing keys are append-only');
END;
