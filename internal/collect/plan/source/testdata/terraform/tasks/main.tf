variable "environment" {
  type    = map(string)
  default = { MODE = "prod" }
}
variable "sidecar" {
  type    = any
  default = null
}

resource "aws_cloudwatch_log_group" "g" {
  name_prefix = "app"
}

resource "aws_secretsmanager_secret" "s" {
  name = "s"
}

resource "aws_ecr_repository" "r" {
  name = "app"
}

resource "aws_sqs_queue" "q" {
  name_prefix = "q"
}

locals {
  environment = merge(var.environment, { QUEUE = aws_sqs_queue.q.url })
  app = {
    name        = "app"
    image       = "${aws_ecr_repository.r.repository_url}:v1"
    environment = [for name in sort(keys(local.environment)) : { name = name, value = local.environment[name] }]
    secrets     = [{ name = "URL", valueFrom = "${aws_secretsmanager_secret.s.arn}:url::" }]
    command     = null
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = aws_cloudwatch_log_group.g.name }
    }
  }
  containers = [for c in [local.app, var.sidecar] : { for k, v in c : k => v if v != null } if c != null]
}

resource "aws_ecs_task_definition" "encoded" {
  family                = "encoded"
  container_definitions = jsonencode(local.containers)
}

resource "aws_ecs_task_definition" "joined" {
  family                = "joined"
  container_definitions = "[${join(",", [for c in local.containers : jsonencode(c)])}]"
}

resource "aws_ecs_task_definition" "template" {
  family = "template"
  container_definitions = templatefile("${path.module}/containers.json.tftpl", {
    image   = local.app.image
    secrets = local.app.secrets
    log     = aws_cloudwatch_log_group.g.name
    mode    = var.environment["MODE"]
  })
}

resource "terraform_data" "answer" {
  input = {
    decoded = jsondecode(aws_ecs_task_definition.encoded.container_definitions)[0].image
    string  = templatestring(local.text, { id = aws_sqs_queue.q.id })
    files   = { for f in fileset(path.module, "*.tftpl") : f => aws_sqs_queue.q.url }
    raw     = "${aws_sqs_queue.q.id}:${length(file("${path.module}/containers.json.tftpl")) > 10}"
  }
}

locals {
  text = "queue $${id}"
}
