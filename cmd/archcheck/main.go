// Command archcheck judges a Terraform plan against the documented architecture.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], systemStreams())) }
