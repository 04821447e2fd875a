CREATE TABLE `access_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`token_hash` text NOT NULL,
	`can_read` integer NOT NULL,
	`can_store` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `access_tokens_hash` ON `access_tokens` (`token_hash`);--> statement-breakpoint
ALTER TABLE `studies` ADD `study_time` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `study_number` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `description` text;--> statement-breakpoint
ALTER TABLE `studies` ADD `referring_physician` text;