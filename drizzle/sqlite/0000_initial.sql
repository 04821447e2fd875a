CREATE TABLE `assignments` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`reviewer_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`assigned_at` integer NOT NULL,
	`lease_until` integer NOT NULL,
	`opened_at` integer,
	`status` text NOT NULL,
	`decline_reason` text,
	`ended_at` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `assignments_reviewer` ON `assignments` (`reviewer_id`,`status`);--> statement-breakpoint
CREATE INDEX `assignments_case` ON `assignments` (`case_id`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`actor_id` text,
	`subject_id` text,
	`facts` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_events_subject` ON `audit_events` (`subject_id`);--> statement-breakpoint
CREATE INDEX `audit_events_type` ON `audit_events` (`type`,`seq`);--> statement-breakpoint
CREATE TABLE `auditor_scopes` (
	`user_id` text NOT NULL,
	`facility_id` text NOT NULL,
	`period_from` integer NOT NULL,
	`period_to` integer NOT NULL,
	PRIMARY KEY(`user_id`, `facility_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`read_id` text NOT NULL,
	`draw_id` text,
	`detection_mode` text NOT NULL,
	`blinding_level` text NOT NULL,
	`state` text NOT NULL,
	`inclusion` real,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`final_score` text,
	`final_at` integer,
	`released_at` integer,
	`attribution` text,
	`acknowledged_at` integer,
	`rebutted_at` integer,
	`rebuttal` text,
	`rebuttal_answer` text,
	`closed_at` integer,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_read_mode` ON `cases` (`read_id`,`detection_mode`);--> statement-breakpoint
CREATE INDEX `cases_state_due` ON `cases` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `cases_final` ON `cases` (`final_at`);--> statement-breakpoint
CREATE TABLE `committee_decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`review_id` text NOT NULL,
	`member_id` text NOT NULL,
	`question` text NOT NULL,
	`outcome` text NOT NULL,
	`final_score` text,
	`attribution` text NOT NULL,
	`comment` text NOT NULL,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `committee_decisions_case` ON `committee_decisions` (`case_id`);--> statement-breakpoint
CREATE TABLE `drafts` (
	`assignment_id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`revision` integer NOT NULL,
	`active_ms` integer DEFAULT 0 NOT NULL,
	`impression` text,
	`impression_locked_at` integer,
	`report_revealed_at` integer,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `draw_strata` (
	`draw_id` text NOT NULL,
	`reader_id` text NOT NULL,
	`modality` text NOT NULL,
	`size` integer NOT NULL,
	`sampled` integer NOT NULL,
	PRIMARY KEY(`draw_id`, `reader_id`, `modality`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reader_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `draws` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`period_from` integer NOT NULL,
	`period_to` integer NOT NULL,
	`policy_id` text NOT NULL,
	`commitment` text NOT NULL,
	`committed_at` integer NOT NULL,
	`sealed_seed` text NOT NULL,
	`frozen_at` integer,
	`frame_hash` text,
	`frame_count` integer,
	`sampled_count` integer,
	`exclusions` text,
	`revealed_at` integer,
	`certificate` text,
	`created_by` text,
	FOREIGN KEY (`policy_id`) REFERENCES `policies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `exports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`format` text NOT NULL,
	`period_from` integer NOT NULL,
	`period_to` integer NOT NULL,
	`scope` text NOT NULL,
	`policy_versions` text NOT NULL,
	`frame_hashes` text NOT NULL,
	`n` integer NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`purpose` text NOT NULL,
	`recipient` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `exports_sha256` ON `exports` (`sha256`);--> statement-breakpoint
CREATE INDEX `exports_created` ON `exports` (`created_at`);--> statement-breakpoint
CREATE TABLE `facilities` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`jurisdiction` text NOT NULL,
	`time_zone` text NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `facilities_code` ON `facilities` (`code`);--> statement-breakpoint
CREATE TABLE `import_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`started_by` text,
	`origin` text NOT NULL,
	`files` integer DEFAULT 0 NOT NULL,
	`taken` integer DEFAULT 0 NOT NULL,
	`unchanged` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`started_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `import_refusals` (
	`id` text PRIMARY KEY NOT NULL,
	`batch_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`batch_id`) REFERENCES `import_batches`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `import_refusals_batch` ON `import_refusals` (`batch_id`);--> statement-breakpoint
CREATE TABLE `inbound_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`format` text NOT NULL,
	`sha256` text NOT NULL,
	`control_id` text,
	`body` blob NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`read_id` text,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbound_messages_sha256` ON `inbound_messages` (`sha256`);--> statement-breakpoint
CREATE TABLE `instances` (
	`id` text PRIMARY KEY NOT NULL,
	`series_id` text NOT NULL,
	`sop_uid` text NOT NULL,
	`sop_class_uid` text NOT NULL,
	`transfer_syntax_uid` text NOT NULL,
	`number` integer,
	`frames` integer DEFAULT 0 NOT NULL,
	`rows` integer,
	`cols` integer,
	`path` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`kept_out_reason` text,
	`withheld_reason` text,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`series_id`) REFERENCES `series`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `instances_sop_uid` ON `instances` (`sop_uid`);--> statement-breakpoint
CREATE INDEX `instances_series` ON `instances` (`series_id`);--> statement-breakpoint
CREATE TABLE `marks` (
	`id` text PRIMARY KEY NOT NULL,
	`review_id` text NOT NULL,
	`kind` text NOT NULL,
	`sop_uid` text NOT NULL,
	`frame_number` integer NOT NULL,
	`points` text NOT NULL,
	`points_px` text NOT NULL,
	`label` text,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `marks_review` ON `marks` (`review_id`);--> statement-breakpoint
CREATE TABLE `patients` (
	`id` text PRIMARY KEY NOT NULL,
	`issuer` text NOT NULL,
	`mrn` text NOT NULL,
	`name` text,
	`birth_on` text,
	`sex` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `patients_mrn` ON `patients` (`issuer`,`mrn`);--> statement-breakpoint
CREATE TABLE `policies` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`body` text NOT NULL,
	`effective_at` integer NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `policies_kind_version` ON `policies` (`kind`,`version`);--> statement-breakpoint
CREATE TABLE `radiologists` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`external_id` text,
	`family_name` text NOT NULL,
	`given_name` text NOT NULL,
	`section` text NOT NULL,
	`tier` text DEFAULT 'standard' NOT NULL,
	`review_modalities` text DEFAULT '' NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `radiologists_code` ON `radiologists` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `radiologists_external_id` ON `radiologists` (`external_id`);--> statement-breakpoint
CREATE TABLE `read_co_signers` (
	`read_id` text NOT NULL,
	`radiologist_id` text NOT NULL,
	PRIMARY KEY(`read_id`, `radiologist_id`),
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reads` (
	`id` text PRIMARY KEY NOT NULL,
	`natural_key` text NOT NULL,
	`sampling_id` text NOT NULL,
	`accession` text NOT NULL,
	`study_uid` text,
	`facility_id` text NOT NULL,
	`reader_id` text NOT NULL,
	`patient_id` text,
	`modality` text NOT NULL,
	`body_region` text,
	`procedure` text NOT NULL,
	`priority` text NOT NULL,
	`patient_class` text NOT NULL,
	`shift` text NOT NULL,
	`age_years` integer,
	`sex` text,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`report_version` integer NOT NULL,
	`ordered_at` integer,
	`exam_completed_at` integer,
	`images_received_at` integer,
	`preliminary_at` integer,
	`final_at` integer,
	`source` text NOT NULL,
	`received_at` integer NOT NULL,
	FOREIGN KEY (`facility_id`) REFERENCES `facilities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reader_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`patient_id`) REFERENCES `patients`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reads_natural_key` ON `reads` (`natural_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `reads_sampling_id` ON `reads` (`sampling_id`);--> statement-breakpoint
CREATE INDEX `reads_accession` ON `reads` (`accession`);--> statement-breakpoint
CREATE INDEX `reads_final` ON `reads` (`final_at`);--> statement-breakpoint
CREATE INDEX `reads_completed` ON `reads` (`exam_completed_at`);--> statement-breakpoint
CREATE INDEX `reads_reader_final` ON `reads` (`reader_id`,`final_at`);--> statement-breakpoint
CREATE INDEX `reads_study` ON `reads` (`study_uid`);--> statement-breakpoint
CREATE TABLE `reports` (
	`read_id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`known_people` text NOT NULL,
	`known_identifiers` text NOT NULL,
	FOREIGN KEY (`read_id`) REFERENCES `reads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`assignment_id` text NOT NULL,
	`reviewer_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`impression` text,
	`impression_locked_at` integer,
	`report_revealed_at` integer,
	`score` text NOT NULL,
	`direction` text,
	`cause` text,
	`factors` text NOT NULL,
	`comment` text,
	`image_quality` text,
	`great_catch` integer DEFAULT false NOT NULL,
	`active_ms` integer NOT NULL,
	`taxonomy_version` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`superseded_by` text,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`assignment_id`) REFERENCES `assignments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reviewer_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviews_assignment` ON `reviews` (`assignment_id`);--> statement-breakpoint
CREATE INDEX `reviews_case` ON `reviews` (`case_id`);--> statement-breakpoint
CREATE INDEX `reviews_reviewer` ON `reviews` (`reviewer_id`,`submitted_at`);--> statement-breakpoint
CREATE TABLE `series` (
	`id` text PRIMARY KEY NOT NULL,
	`study_id` text NOT NULL,
	`series_uid` text NOT NULL,
	`number` integer,
	`modality` text NOT NULL,
	`description` text,
	`body_part` text,
	FOREIGN KEY (`study_id`) REFERENCES `studies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `series_series_uid` ON `series` (`series_uid`);--> statement-breakpoint
CREATE INDEX `series_study` ON `series` (`study_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`absolute_expires_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_failures` (
	`id` text PRIMARY KEY NOT NULL,
	`key_hash` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_failures_key` ON `sign_in_failures` (`key_hash`,`at`);--> statement-breakpoint
CREATE TABLE `studies` (
	`id` text PRIMARY KEY NOT NULL,
	`study_uid` text NOT NULL,
	`accession` text,
	`patient_mrn` text,
	`patient_name` text,
	`patient_birth_on` text,
	`patient_sex` text,
	`institution` text,
	`study_at` integer,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `studies_study_uid` ON `studies` (`study_uid`);--> statement-breakpoint
CREATE INDEX `studies_accession` ON `studies` (`accession`);--> statement-breakpoint
CREATE TABLE `user_roles` (
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`user_id`, `role`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`radiologist_id` text,
	`reviewer_code` text,
	`review_capacity` integer DEFAULT 20 NOT NULL,
	`away_from` integer,
	`away_to` integer,
	`expires_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`radiologist_id`) REFERENCES `radiologists`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_radiologist` ON `users` (`radiologist_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_reviewer_code` ON `users` (`reviewer_code`);