CREATE TABLE `calendar_feeds` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`scope` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`revoked_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_feeds_token` ON `calendar_feeds` (`token_hash`);--> statement-breakpoint
CREATE INDEX `calendar_feeds_user` ON `calendar_feeds` (`user_id`);--> statement-breakpoint
CREATE TABLE `cme_activities` (
	`id` text PRIMARY KEY NOT NULL,
	`radiologist_id` text NOT NULL,
	`natural_key` text NOT NULL,
	`body` text NOT NULL,
	`completed_on` text NOT NULL,
	`supersedes` text,
	`is_void` integer DEFAULT false NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`document_id` text,
	`source` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` text,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `vault_documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `cme_activities_radiologist` ON `cme_activities` (`radiologist_id`,`completed_on`);--> statement-breakpoint
CREATE INDEX `cme_activities_key` ON `cme_activities` (`radiologist_id`,`natural_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `cme_activities_supersedes` ON `cme_activities` (`supersedes`);--> statement-breakpoint
CREATE TABLE `cme_results` (
	`id` text PRIMARY KEY NOT NULL,
	`radiologist_id` text NOT NULL,
	`rule` text NOT NULL,
	`rule_version` text NOT NULL,
	`ordinal` integer NOT NULL,
	`as_of` text NOT NULL,
	`result` text NOT NULL,
	`body` text NOT NULL,
	`computed_at` integer NOT NULL,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cme_results_ordinal` ON `cme_results` (`radiologist_id`,`rule`,`ordinal`);--> statement-breakpoint
CREATE INDEX `cme_results_result` ON `cme_results` (`result`);--> statement-breakpoint
CREATE TABLE `credential_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`radiologist_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`document_id` text,
	`about` text,
	`status` text NOT NULL,
	`proposed_at` integer NOT NULL,
	`proposed_by` text NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`words` text DEFAULT '' NOT NULL,
	`became_id` text,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `vault_documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credential_proposals_status` ON `credential_proposals` (`status`,`proposed_at`);--> statement-breakpoint
CREATE INDEX `credential_proposals_radiologist` ON `credential_proposals` (`radiologist_id`,`proposed_at`);--> statement-breakpoint
CREATE TABLE `credential_reminders` (
	`id` text PRIMARY KEY NOT NULL,
	`row_id` text NOT NULL,
	`radiologist_id` text NOT NULL,
	`rung` integer NOT NULL,
	`days_left` integer NOT NULL,
	`escalated_to` text NOT NULL,
	`recipients` integer NOT NULL,
	`sent_at` integer NOT NULL,
	`acknowledged_at` integer,
	`acknowledged_by` text,
	`closed_at` integer,
	`closed_by` text,
	FOREIGN KEY (`row_id`) REFERENCES `credential_rows`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`acknowledged_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `credential_rows`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credential_reminders_rung` ON `credential_reminders` (`row_id`,`rung`);--> statement-breakpoint
CREATE INDEX `credential_reminders_open` ON `credential_reminders` (`closed_at`,`sent_at`);--> statement-breakpoint
CREATE INDEX `credential_reminders_radiologist` ON `credential_reminders` (`radiologist_id`,`sent_at`);--> statement-breakpoint
CREATE TABLE `credential_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`radiologist_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`place` text NOT NULL,
	`from_on` text,
	`to_on` text,
	`supersedes` text,
	`is_void` integer DEFAULT false NOT NULL,
	`words` text DEFAULT '' NOT NULL,
	`document_id` text,
	`source` text NOT NULL,
	`recorded_at` integer NOT NULL,
	`recorded_by` text,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`document_id`) REFERENCES `vault_documents`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`recorded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credential_rows_radiologist` ON `credential_rows` (`radiologist_id`,`kind`);--> statement-breakpoint
CREATE INDEX `credential_rows_kind` ON `credential_rows` (`kind`,`place`);--> statement-breakpoint
CREATE INDEX `credential_rows_ends` ON `credential_rows` (`to_on`);--> statement-breakpoint
CREATE INDEX `credential_rows_recorded` ON `credential_rows` (`recorded_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `credential_rows_supersedes` ON `credential_rows` (`supersedes`);--> statement-breakpoint
CREATE TABLE `gate_exceptions` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`result_id` text NOT NULL,
	`reasons` text NOT NULL,
	`ground` text NOT NULL,
	`words` text NOT NULL,
	`status` text NOT NULL,
	`asked_at` integer NOT NULL,
	`asked_by` text NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`decided_words` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_id`) REFERENCES `gate_results`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gate_exceptions_read` ON `gate_exceptions` (`read_id`);--> statement-breakpoint
CREATE INDEX `gate_exceptions_status` ON `gate_exceptions` (`status`,`asked_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `gate_exceptions_one_open` ON `gate_exceptions` (`read_id`) WHERE "gate_exceptions"."status" in ('asked', 'approved');--> statement-breakpoint
CREATE TABLE `gate_findings` (
	`read_id` text PRIMARY KEY NOT NULL,
	`result_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`outcome` text NOT NULL,
	`reasons` text NOT NULL,
	`radiologist_id` text NOT NULL,
	`facility_id` text NOT NULL,
	`signed_at` integer NOT NULL,
	`standing` text NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`result_id`) REFERENCES `gate_results`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `gate_findings_outcome` ON `gate_findings` (`outcome`,`standing`,`signed_at`);--> statement-breakpoint
CREATE INDEX `gate_findings_radiologist` ON `gate_findings` (`radiologist_id`,`signed_at`);--> statement-breakpoint
CREATE INDEX `gate_findings_facility` ON `gate_findings` (`facility_id`,`signed_at`);--> statement-breakpoint
CREATE TABLE `gate_results` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`outcome` text NOT NULL,
	`reasons` text NOT NULL,
	`outcome_then` text NOT NULL,
	`reasons_then` text NOT NULL,
	`day` text,
	`licence_row_id` text,
	`basis` text NOT NULL,
	`rule_version` text NOT NULL,
	`policy_version` integer NOT NULL,
	`because` text NOT NULL,
	`evaluated_at` integer NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `gate_results_read` ON `gate_results` (`read_id`,`ordinal`);--> statement-breakpoint
CREATE TABLE `gate_sweeps` (
	`id` text PRIMARY KEY NOT NULL,
	`because` text NOT NULL,
	`rule_version` text NOT NULL,
	`policy_version` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`reads` integer DEFAULT 0 NOT NULL,
	`outcomes` text NOT NULL,
	`changed` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `gate_sweeps_started` ON `gate_sweeps` (`started_at`);--> statement-breakpoint
CREATE TABLE `vault_documents` (
	`id` text PRIMARY KEY NOT NULL,
	`radiologist_id` text NOT NULL,
	`kind` text NOT NULL,
	`sealed_name` text NOT NULL,
	`content_type` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`version` integer NOT NULL,
	`replaces` text,
	`uploaded_at` integer NOT NULL,
	`uploaded_by` text,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`uploaded_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `vault_documents_radiologist` ON `vault_documents` (`radiologist_id`,`uploaded_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `vault_documents_replaces` ON `vault_documents` (`replaces`);--> statement-breakpoint
ALTER TABLE `facilities` ADD `federal_system` text;--> statement-breakpoint
ALTER TABLE `radiologists` ADD `npi` text;--> statement-breakpoint
ALTER TABLE `radiologists` ADD `degree` text;--> statement-breakpoint
CREATE UNIQUE INDEX `radiologists_npi` ON `radiologists` (`npi`);--> statement-breakpoint
ALTER TABLE `reads` ADD `service_state` text;--> statement-breakpoint
ALTER TABLE `reads` ADD `payer` text;