CREATE TABLE `export_readers` (
	`export_id` text NOT NULL,
	`user_id` text NOT NULL,
	PRIMARY KEY(`export_id`, `user_id`),
	FOREIGN KEY (`export_id`) REFERENCES `exports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `export_readers_user` ON `export_readers` (`user_id`);--> statement-breakpoint
CREATE TABLE `export_takes` (
	`id` text PRIMARY KEY NOT NULL,
	`export_id` text NOT NULL,
	`copy` integer NOT NULL,
	`taken_by` text NOT NULL,
	`taken_at` integer NOT NULL,
	`watermark` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	FOREIGN KEY (`export_id`) REFERENCES `exports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`taken_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `export_takes_copy` ON `export_takes` (`export_id`,`copy`);--> statement-breakpoint
CREATE INDEX `export_takes_sha256` ON `export_takes` (`sha256`);--> statement-breakpoint
CREATE TABLE `report_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`export_id` text NOT NULL,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`request` text NOT NULL,
	`from_on` text NOT NULL,
	`through_on` text NOT NULL,
	`purpose` text NOT NULL,
	`recipient` text NOT NULL,
	`life_days` integer,
	`asked_by` text NOT NULL,
	`asked_at` integer NOT NULL,
	`schedule_id` text,
	`status` text NOT NULL,
	`stage` text,
	`steps_done` integer DEFAULT 0 NOT NULL,
	`steps_of` integer DEFAULT 0 NOT NULL,
	`started_at` integer,
	`ended_at` integer,
	`error_code` text,
	FOREIGN KEY (`asked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`schedule_id`) REFERENCES `report_schedules`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_runs_asked` ON `report_runs` (`asked_by`,`id`);--> statement-breakpoint
CREATE INDEX `report_runs_status` ON `report_runs` (`status`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_runs_span` ON `report_runs` (`schedule_id`,`from_on`);--> statement-breakpoint
CREATE TABLE `report_schedules` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`request` text NOT NULL,
	`about_id` text,
	`cadence` text NOT NULL,
	`after_days` integer NOT NULL,
	`purpose` text NOT NULL,
	`recipient` text NOT NULL,
	`readers` text NOT NULL,
	`life_days` integer,
	`owner_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`next_from_on` text NOT NULL,
	`next_through_on` text NOT NULL,
	`next_due_at` integer NOT NULL,
	`paused_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `report_schedules_due` ON `report_schedules` (`next_due_at`);--> statement-breakpoint
ALTER TABLE `exports` ADD `about_id` text;--> statement-breakpoint
ALTER TABLE `exports` ADD `model_sha256` text;--> statement-breakpoint
ALTER TABLE `exports` ADD `copies` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `exports` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `exports` ADD `revoked_at` integer;--> statement-breakpoint
ALTER TABLE `exports` ADD `revoked_by` text REFERENCES users(id);--> statement-breakpoint
ALTER TABLE `exports` ADD `revoked_reason` text;