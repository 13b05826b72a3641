terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "name" {}
variable "nothing" {
  type    = string
  default = "d"
}
variable "conf" {
  type    = object({ a = optional(string, "z"), b = optional(number, 3) })
  default = {}
}
resource "aws_sns_topic" "t" {
  name         = var.name
  display_name = coalesce(var.nothing, var.conf.a)
}
resource "aws_sqs_queue" "q" {
  name                       = "${var.name}-q"
  visibility_timeout_seconds = var.conf.b
}
output "out" {
  value = { arn = aws_sns_topic.t.arn }
}
