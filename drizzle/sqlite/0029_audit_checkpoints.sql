CREATE TABLE `audit_anchors` (
	`id` text PRIMARY KEY NOT NULL,
	`checkpoint_id` text NOT NULL,
	`kind` text NOT NULL,
	`target` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`kept_at` integer,
	`last_error` text,
	FOREIGN KEY (`checkpoint_id`) REFERENCES `audit_checkpoints`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_anchors_place` ON `audit_anchors` (`checkpoint_id`,`kind`,`target`);--> statement-breakpoint
CREATE INDEX `audit_anchors_kind` ON `audit_anchors` (`kind`,`target`,`created_at`);--> statement-breakpoint
CREATE TABLE `audit_checkpoints` (
	`id` text PRIMARY KEY NOT NULL,
	`tree_size` integer NOT NULL,
	`root_hash` text NOT NULL,
	`head_hash` text NOT NULL,
	`at` integer NOT NULL,
	`key_id` text NOT NULL,
	`note` text NOT NULL,
	`made_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_checkpoints_size` ON `audit_checkpoints` (`tree_size`);--> statement-breakpoint
CREATE TABLE `audit_forwards` (
	`target` text PRIMARY KEY NOT NULL,
	`last_seq` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`last_error` text
);
--> statement-breakpoint
CREATE TABLE `audit_tree_nodes` (
	`height` integer NOT NULL,
	`nth` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`height`, `nth`)
);
--> statement-breakpoint
CREATE TABLE `audit_verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`asked_by` text,
	`status` text NOT NULL,
	`done` integer NOT NULL,
	`total` integer NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`verdict` text
);
--> statement-breakpoint
CREATE INDEX `audit_verifications_created` ON `audit_verifications` (`created_at`);--> statement-breakpoint
ALTER TABLE `audit_events` ADD `salt` text;--> statement-breakpoint
CREATE INDEX `audit_events_at` ON `audit_events` (`at`,`seq`);