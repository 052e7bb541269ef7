/** Compiled, never run: counts that do not fit their class must not compile. */
import type { CapacityOf } from "../../../mwaa/service/capacity";
import type { EnvironmentClass } from "../../../mwaa/service/classes";

/** Arguments as a component takes them: the counts depend on the class. */
type Arguments<C extends EnvironmentClass> = { readonly environmentClass: C } & CapacityOf<C>;

declare function build<C extends EnvironmentClass>(args: Arguments<C>): void;

build({ environmentClass: "mw1.micro" });
build({ environmentClass: "mw1.micro", schedulers: 1, minWorkers: 1, maxWorkers: 1 });
build({ environmentClass: "mw1.micro", minWebservers: 1, maxWebservers: 1 });
build({ environmentClass: "mw1.small", schedulers: 5, minWorkers: 3, maxWorkers: 25 });
build({ environmentClass: "mw1.2xlarge", minWebservers: 2, maxWebservers: 5 });

// @ts-expect-error mw1.micro has one scheduler
build({ environmentClass: "mw1.micro", schedulers: 2 });
// @ts-expect-error mw1.micro has one worker
build({ environmentClass: "mw1.micro", maxWorkers: 2 });
// @ts-expect-error mw1.micro has one web server
build({ environmentClass: "mw1.micro", maxWebservers: 2 });
// @ts-expect-error every other class has at least two schedulers
build({ environmentClass: "mw1.small", schedulers: 1 });
// @ts-expect-error no class has more than five schedulers
build({ environmentClass: "mw1.large", schedulers: 6 });
// @ts-expect-error every other class has at least two web servers
build({ environmentClass: "mw1.medium", minWebservers: 1 });
// @ts-expect-error there is no such class
build({ environmentClass: "mw1.huge" });
