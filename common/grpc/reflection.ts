import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { fromBinary, toBinary } from '@bufbuild/protobuf'
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt'
import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js'
import { ReflectionService } from '@grpc/reflection'
import type { Server } from 'nice-grpc'

/** What `buf build` made of the contracts in proto/. */
const CONTRACTS = new URL('../../proto/gen/walletmesh.binpb', import.meta.url)

/**
 * Answers clients such as grpcurl that ask which services there are and what their messages look like.
 *
 * @param services full names of the services that the server has
 */
export function addReflection(server: Server, services: readonly string[]): void {
  const { file } = fromBinary(FileDescriptorSetSchema, readFileSync(CONTRACTS))
  const fileDescriptorProtos = file.map((one) => Buffer.from(toBinary(FileDescriptorProtoSchema, one)))
  const contracts = { format: 'Protocol Buffer 3 DescriptorProto' as const, type: {}, fileDescriptorProtos }
  new ReflectionService({ contracts }, { services: [...services] }).addToServer({
    addService: (definition, handlers) => addHandlers(server, definition, handlers),
  })
}

/** One request, one answer, written at once: the reflection protocol as its library implements it. */
interface ReflectionCall extends EventEmitter {
  write(answer: unknown): void
}

/** The library speaks to a plain grpc-js server. */
function addHandlers(server: Server, definition: ServiceDefinition, handlers: UntypedServiceImplementation): void {
  const methods = Object.entries(handlers).map(([name, handle]) => [
    name,
    async function* answers(requests: AsyncIterable<unknown>) {
      for await (const request of requests) {
        yield await new Promise((resolve) => {
          const call: ReflectionCall = Object.assign(new EventEmitter(), { write: resolve })
          Reflect.apply(handle, undefined, [call])
          call.emit('data', request)
        })
      }
    },
  ])
  server.add(definition, Object.fromEntries(methods))
}
