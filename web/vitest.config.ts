// Unit tests: what computes. Pages are tested in a browser, by e2e/.
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['src/**/*.test.ts'], environment: 'jsdom' } });
