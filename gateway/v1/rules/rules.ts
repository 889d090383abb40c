import type { V1App, V1Context } from '../v1.ts'
import { changeRuleRoute } from './change-rule.ts'
import { createRuleRoute } from './create-rule.ts'
import { deleteRuleRoute } from './delete-rule.ts'
import { dryRunRoute } from './dry-run.ts'
import { listRulesRoute } from './list-rules.ts'
import { readRuleRoute } from './read-rule.ts'

/** Which transfers are screened for fraud, and what is said of them. */
export function ruleRoutes(app: V1App, context: V1Context): void {
  listRulesRoute(app, context)
  createRuleRoute(app, context)
  dryRunRoute(app, context)
  readRuleRoute(app, context)
  changeRuleRoute(app, context)
  deleteRuleRoute(app, context)
}
