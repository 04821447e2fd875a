import { sql } from 'drizzle-orm';
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
