package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	pt "github.com/archcheck/archcheck/internal/plantest"
)

// BenchmarkProcess compares whole processes on the same input in one run: archcheck with all its rules against
// conftest with one trivial rule, and with as many as archcheck has had. `bash .ci/bench` installs conftest.
func BenchmarkProcess(b *testing.B) {
	archcheck, conftest := buildArchcheck(b), findConftest(b)
	one, many := trivialPolicies(b, 1), trivialPolicies(b, 163)
	for _, input := range []struct {
		name string
		plan func() []byte
	}{
		{"reference-84-resources", func() []byte { return pt.Load(b, "ok-prod").JSON() }},
		{"generated-15120-resources", func() []byte { return pt.Repeat(b, "ok-prod", 180) }},
	} {
		file := filepath.Join(b.TempDir(), "plan.json")
		write(b, file, input.plan())
		b.Run(input.name+"/archcheck", func(b *testing.B) { measure(b, archcheck, planArgs(file)...) })
		b.Run(input.name+"/conftest", func(b *testing.B) { measure(b, conftest, "test", "-p", one, file) })
		b.Run(input.name+"/conftest-163-rules", func(b *testing.B) { measure(b, conftest, "test", "-p", many, file) })
	}
}

// trivialPolicies is a folder of n policies for conftest, each of which looks for one attribute of databases.
func trivialPolicies(b *testing.B, n int) string {
	b.Helper()
	folder := b.TempDir()
	for i := range n {
		write(b, filepath.Join(folder, fmt.Sprintf("rule%d.rego", i)), fmt.Appendf(nil, `package main

deny contains r.address if {
	some r in input.resource_changes
	r.type == "aws_db_instance"
	r.change.after.attribute_%d
}
`, i))
	}
	return folder
}

// BenchmarkGrowth shows time and peak memory from 1,000 to 100,000 resources.
func BenchmarkGrowth(b *testing.B) {
	archcheck := buildArchcheck(b)
	for _, stacks := range []int{12, 119, 1190} {
		file := filepath.Join(b.TempDir(), "plan.json")
		write(b, file, pt.Repeat(b, "ok-prod", stacks))
		b.Run(fmt.Sprintf("%d-resources", stacks*84), func(b *testing.B) { measure(b, archcheck, planArgs(file)...) })
	}
}

// planArgs judge a plan of ok fixtures, in which nothing fails. What only apply tells is undecided there, which is no
// reason to end with another code than 0: measure takes that for an error.
func planArgs(file string) []string {
	return []string{"plan", file, "--env", "prod", "--undecided-on", "never"}
}

// measuring makes the test program run a command and print its peak memory. Linux counts
// the peak of the starting process into that of the started one, so a small one starts it.
const measuring = "ARCHCHECK_TEST_MEASURE"

func measured(args []string) int {
	cmd := exec.Command(args[0], args[1:]...)
	if err := cmd.Run(); err != nil {
		fmt.Println(err)
		return 1
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		fmt.Println(usage.Maxrss)
	}
	return 0
}

func measure(b *testing.B, program string, args ...string) {
	for b.Loop() {
		if err := exec.Command(program, args...).Run(); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	cmd := exec.Command(os.Args[0], append([]string{program}, args...)...)
	cmd.Env = append(os.Environ(), measuring+"=1")
	out, err := cmd.Output()
	peak, err2 := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || err2 != nil {
		b.Fatalf("%v %v %s", err, err2, out)
	}
	b.ReportMetric(float64(peak)/1024, "MiB-peak")
}

func buildArchcheck(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "archcheck")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("build: %v\n%s", err, out)
	}
	return program
}

func findConftest(b *testing.B) string {
	b.Helper()
	program, err := filepath.Abs("../../.tools/conftest")
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil {
		b.Fatalf("conftest is not installed: run `bash .ci/bench` (%v)", err)
	}
	return program
}

func write(tb testing.TB, file string, data []byte) {
	tb.Helper()
	if err := os.WriteFile(file, data, 0o600); err != nil {
		tb.Fatal(err)
	}
}
