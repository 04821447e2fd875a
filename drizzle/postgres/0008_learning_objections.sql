ALTER TABLE "learning_cases" ADD COLUMN "question" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "learning_cases" ADD COLUMN "objected_at" bigint;--> statement-breakpoint
ALTER TABLE "learning_cases" ADD COLUMN "objection" text;--> statement-breakpoint
ALTER TABLE "learning_cases" ADD COLUMN "objection_answer" text;