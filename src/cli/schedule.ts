import type { Command } from "commander"
import { z } from "zod"
import type { Io } from "./io.ts"
import { pageOptions, printList, queryOf, type ListOptions } from "./list.ts"
import { editCommands } from "./part.ts"

const scheduleView = z.object({
  id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  weekly: z.array(
    z.object({ days: z.array(z.string()), hours: z.array(z.object({ from: z.string(), to: z.string() })) }),
  ),
  holidays: z.array(z.unknown()),
  overrides: z.array(z.unknown()),
})

export function scheduleCommand(program: Command, io: Io): void {
  const schedule = program.command("schedule").description("Schedules: when lines are open")
  pageOptions(schedule.command("list"))
    .description("list schedules")
    .addHelpText("after", "\nExample:\n  assent schedule list")
    .action(async (options: ListOptions, command: Command) => {
      await printList(io, command, `/v1/schedules?${queryOf(options)}`, scheduleView, {
        schedule: (row) => row.id,
        name: (row) => row.name,
        zone: (row) => row.time_zone,
        holidays: (row) => String(row.holidays.length),
        overrides: (row) => String(row.overrides.length),
        weekly: (row) =>
          row.weekly
            .map(({ days, hours }) => `${days.join(" ")} ${hours.map(({ from, to }) => `${from}-${to}`).join(" ")}`)
            .join("; "),
      })
    })
  editCommands(schedule, io, {
    path: "/v1/schedules",
    noun: "schedule",
    create: "assent schedule create --file office.json",
    set: `assent schedule set office 'holidays=[{"name":"Christmas Day","on":"--12-25"}]'`,
  })
}
